#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "assertion/assertion.h"
#include "event_tape.h"
#include "fakes/fake_clock.h"
#include "fakes/memory_files.h"
#include "fakes/scripted_transport.h"
#include "run/runner.h"

namespace sightline::fakes {

/// An assertion that passes where the answer holds `text`.
AssertionPtr says(std::string text, double weight = 1);
/// An assertion whose verdict is an error.
AssertionPtr troubled();

/// A project of one suite "s" with one prompt "p" and the models "m" (and "k"), and all that a run needs, in memory.
/// The conversation of a case is the user's message "ask CASE", or what `conversations` says for its id.
class Stage final : public ConversationSource {
 public:
  Stage();
  Case& add_case(std::string id, std::vector<AssertionPtr> assertions = {});
  /// c0, c1 and so on, whose answer is to be "yes".
  void add_cases(std::size_t count);
  void add_model(std::string name);
  /// Plans everything and runs it in live mode.
  RunEnd run();
  RunEnd run(const Plan& plan);
  Plan plan(PlanOptions options = {});
  /// The lines of run.jsonl as results, in the log's order.
  std::vector<CaseResult> results() const;
  std::string log_text() const { return files.text("/run/run.jsonl"); }
  Conversation conversation(const Suite&, const Case& a_case, const Prompt&) const override;

  Project project;
  std::vector<Suite> suites;
  std::map<std::string, Conversation> conversations;
  FakeClock clock;
  MemoryFiles files;
  ScriptedTransport transport{clock};
  EventTape tape;
  RunOptions options;
  Errors errors;  ///< Of a run that could not be written.
  std::unique_ptr<Library> library;
  std::unique_ptr<Recorder> recorder;
  ResultsInOrder* in_order = nullptr;
  std::atomic<bool> interrupted = false;
};

Turn user_says(std::string text);
Turn model_answers(std::vector<AssertionPtr> assertions = {});
Turn tool_answers(std::string name, std::string content);
/// A 200 whose message calls a tool.
Outcome tool_call_answer(std::string_view name, std::string_view arguments);

}  // namespace sightline::fakes

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>
#include <set>

#include "base/text.h"
#include "chat/chat.h"
#include "cli/check_validity.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "cli/verb.h"
#include "fixture/key.h"
#include "fixture/library.h"
#include "report/verdict.h"
#include "run/dialogue.h"
#include "run/estimate.h"
#include "run/plan.h"
#include "suite/load.h"

namespace sightline {

namespace {

constexpr std::size_t kMostMissingTold = 10;

/// What would be sent to one model.
struct Forecast {
  std::uint64_t requests = 0;
  std::uint64_t images = 0;
  std::uint64_t image_bytes = 0;
  std::int64_t text_tokens = 0;
  std::int64_t image_tokens = 0;
  std::int64_t completion_tokens = 0;
  std::uint64_t assumed = 0;  ///< Requests that set no max_tokens.
  double cost = 0;
  bool priced = true;
};

void count_images(const ChatRequest& request, Forecast& sum) {
  for (const Message& message : request.messages) {
    const auto* parts = std::get_if<std::vector<Part>>(&message.content);
    if (!parts) continue;
    for (const Part& part : *parts) {
      const auto* image = std::get_if<ImagePart>(&part);
      if (!image) continue;
      ++sum.images;
      sum.image_bytes += image->image->bytes;
    }
  }
}

void add(const ChatRequest& request, const ModelSpec& model, Forecast& sum) {
  const Estimate e = estimate(request, model);
  ++sum.requests;
  count_images(request, sum);
  sum.text_tokens += e.text_tokens;
  sum.image_tokens += e.image_tokens;
  sum.completion_tokens += e.completion_tokens;
  sum.assumed += e.completion_assumed;
  sum.cost += e.cost.value_or(0);
  sum.priced = sum.priced && e.cost.has_value();
}

/// An empty answer that makes every tool call that the conversation answers.
Reply reply_with_expected_calls(const Conversation& conversation) {
  Reply reply;
  for (const Turn& turn : conversation) {
    if (turn.kind == Turn::Kind::tool_answer) {
      reply.tool_calls.push_back({.id = "", .name = turn.tool_name, .arguments = ""});
    }
  }
  return reply;
}

/// Walks the requests of a plan as far as they are known before any answer: a later turn of a conversation is taken
/// with the turns before it left empty.
class Checker {
 public:
  Checker(const Session& session, const Plan& plan, const Library& library)
      : session_(session), plan_(plan), library_(library), source_(make_conversation_source()) {}

  void run() {
    for (const PlannedUnit& unit : plan_.units) {
      if (unit.a_case->skip) continue;
      for (unsigned repeat = 0; repeat < unit.repeat.n; ++repeat) walk(unit, repeat);
    }
  }

  Errors errors() const { return validity_.errors(); }

  void tell(Terminal& terminal) const {
    std::size_t cases = 0;
    for (const Suite& suite : session_.suites) cases += suite.cases.size();
    terminal.print(fmt::format("{}, {}, {}, {}\n", counted(session_.suites.size(), "suite"), counted(cases, "case"),
                               counted(plan_.units.size(), "unit"), counted(plan_.results, "result")));
    for (const auto& [name, forecast] : forecasts_) tell_model(name, forecast, terminal);
    terminal.print(fmt::format("fixtures: {} of {} first requests are recorded\n", recorded_, first_requests_));
    for (const std::string& missing : missing_) terminal.print(fmt::format("  not recorded: {}\n", missing));
    if (first_requests_ - recorded_ > missing_.size()) {
      terminal.print(fmt::format("  … and {} more\n", first_requests_ - recorded_ - missing_.size()));
    }
  }

 private:
  void walk(const PlannedUnit& unit, unsigned repeat) {
    const Conversation conversation = source_->conversation(*unit.suite, *unit.a_case, *unit.prompt);
    const Reply expected = reply_with_expected_calls(conversation);
    Dialogue dialogue(conversation);
    for (bool first = true; dialogue.advance(); first = false) {
      const ChatRequest request{
          .model = unit.model->model, .messages = dialogue.messages(), .params = request_params(unit, {}, repeat)};
      add(request, *unit.model, forecasts_[unit.model->name]);
      validity_.look_at(unit, repeat, request);
      if (first) look_up(unit, repeat, request);
      dialogue.take_reply(expected);
    }
  }

  void look_up(const PlannedUnit& unit, unsigned repeat, const ChatRequest& request) {
    ++first_requests_;
    const auto keyed = key_request(body_with_digests(request), unit.suite->ignore);
    const Fixture* fixture = keyed ? library_.find(keyed->key) : nullptr;
    if (fixture && Library::response_for(*fixture, repeat).response) {
      ++recorded_;
    } else if (missing_.size() < kMostMissingTold) {
      missing_.push_back(unit.repeat.n > 1 ? fmt::format("{} (repeat {})", unit.id().text(), repeat)
                                           : unit.id().text());
    }
  }

  static void tell_model(const std::string& name, const Forecast& f, Terminal& terminal) {
    terminal.print(fmt::format("model {}: {}, {} ({:.1f} MB)\n", name, counted(f.requests, "request"),
                               counted(f.images, "image"), static_cast<double>(f.image_bytes) / 1e6));
    terminal.print(fmt::format("  about {} tokens in ({} of text, {} of images), at most {} out{}\n",
                               f.text_tokens + f.image_tokens, f.text_tokens, f.image_tokens, f.completion_tokens,
                               f.assumed > 0 ? fmt::format(" ({} without max_tokens: {} assumed for each)",
                                                           counted(f.assumed, "request"), kAssumedCompletion)
                                             : ""));
    terminal.print(f.priced ? fmt::format("  at most about ${:.4f}\n", f.cost)
                            : std::string("  cost not known: the model has no price in sightline.yaml\n"));
  }

  const Session& session_;
  const Plan& plan_;
  const Library& library_;
  std::unique_ptr<ConversationSource> source_;
  std::map<std::string, Forecast> forecasts_;
  RequestValidity validity_;
  std::uint64_t first_requests_ = 0;
  std::uint64_t recorded_ = 0;
  std::vector<std::string> missing_;
};

int check_suites(const SuiteArguments& arguments) {
  Terminal terminal(ColourChoice::automatic);
  DiskFiles files;
  const auto session = open_session(files, arguments, terminal);
  if (!session) return exit_code::kUsage;
  const auto plan = make_plan(session->project, session->suites, {});
  if (!plan) return terminal.errors(plan.error()), exit_code::kUsage;
  Library library(files, std::filesystem::proximate(session->project.fixtures).string());
  const Errors errors = library.load();
  terminal.errors(errors);
  if (has_errors(errors)) return exit_code::kUsage;
  Checker checker(*session, *plan, library);
  checker.run();
  const Errors refused = checker.errors();
  terminal.errors(refused);
  if (has_errors(refused)) return exit_code::kUsage;
  checker.tell(terminal);
  return exit_code::kSuccess;
}

}  // namespace

Verb check_verb() {
  return {.name = "check",
          .summary = "validates suites and fixtures, says what a run would send and cost",
          .help = R"(sightline check [SUITES…]

Reads suites, data, images, assertions and fixtures, tells everything that is wrong with
file, line and column, also requests that the model's API would refuse, and says what a run
would send: requests, images, estimated tokens and cost, and which requests have no
recording. Sends nothing.

  --model NAME     only these models
  --base-url URL   in place of the models' own

Examples:
  sightline check
  sightline check suites/receipts.yaml --model qwen3-vl-32b
)",
          .not_yet = {"--power", "--detect"},
          .add = [](CLI::App& app) -> std::function<int()> {
            auto a = std::make_shared<SuiteArguments>();
            app.add_option("suites", a->suites);
            app.add_option("--model", a->models)->allow_extra_args(false);
            app.add_option("--base-url", a->base_url);
            return [a] { return check_suites(*a); };
          }};
}

}  // namespace sightline

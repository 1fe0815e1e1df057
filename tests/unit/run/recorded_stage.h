#pragma once

#include <string>
#include <vector>

#include "fixture/library.h"
#include "json/json.h"
#include "stage.h"

namespace sightline::fakes {

/// A stage with recordings of its requests.
class RecordedStage final : public ConversationSource {
 public:
  RecordedStage();
  Case& add_case(std::string id) { return stage_.add_case(std::move(id)); }
  Plan plan() { return stage_.plan(); }
  Conversation conversation(const Suite& suite, const Case& a_case, const Prompt& prompt) const override {
    return stage_.conversation(suite, a_case, prompt);
  }
  /// Records the answers to one question of a user, one a repeat.
  const Fixture& record(const std::string& question, const std::vector<std::string>& texts,
                        Fixture::After after = Fixture::After::miss);
  /// `messages` is JSON, and may be followed by more members of the request.
  const Fixture& record_body(const std::string& messages, const std::vector<std::string>& bodies, int status = 200,
                             const std::vector<std::string>& ignore = {}, Fixture::After after = Fixture::After::miss);

 private:
  Stage stage_;

 public:
  std::vector<Suite>& suites = stage_.suites;
  std::map<std::string, Conversation>& conversations = stage_.conversations;
  MemoryFiles& files = stage_.files;
  Library recordings{stage_.files, "/fixtures"};
};

}  // namespace sightline::fakes

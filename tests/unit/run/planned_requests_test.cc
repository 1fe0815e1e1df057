#include "run/planned_requests.h"

#include <catch2/catch.hpp>

#include "recorded_stage.h"

using namespace sightline;
using namespace sightline::fakes;

namespace {

/// "s/talk#p@m (turn 2): recorded", a line each.
std::vector<std::string> walked(RecordedStage& stage, const RequestWalk& walk = {}) {
  std::vector<std::string> lines;
  const Plan plan = stage.plan();
  for_each_planned_request(plan, stage, stage.recordings, walk, [&](const PlannedRequest& asked) {
    const std::string_view state = asked.guessed      ? "guessed"
                                   : asked.recorded() ? (asked.copy ? "copy" : "recorded")
                                                      : (asked.fixture ? "no such repeat" : "missing");
    lines.push_back(request_name(asked) + ": " + std::string(state));
  });
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("Each repeat of each unit is held against what is recorded of it") {
  RecordedStage stage;
  stage.add_case("one").settings.own().repeat = {.n = 3, .pass = 3};
  stage.add_case("two");
  stage.record("ask one", {"a", "b"});
  CHECK(walked(stage) == Lines{"s/one#p@m (repeat 0): recorded", "s/one#p@m (repeat 1): recorded",
                               "s/one#p@m (repeat 2): no such repeat", "s/two#p@m: missing"});
  stage.record("ask two", {"c"}, Fixture::After::repeat_last);
  stage.suites[0].cases[1].settings.own().repeat = {.n = 2, .pass = 2};
  CHECK(walked(stage).back() == "s/two#p@m (repeat 1): copy");
}

TEST_CASE("A later turn is asked after the recorded answer to the one before it") {
  RecordedStage stage;
  stage.add_case("talk");
  stage.conversations["talk"] = {user_says("Hi"), model_answers(), user_says("And?"), model_answers()};
  CHECK(walked(stage) == Lines{"s/talk#p@m: missing", "s/talk#p@m (turn 2): guessed"});
  stage.record("Hi", {"Hello."});
  CHECK(walked(stage) == Lines{"s/talk#p@m: recorded", "s/talk#p@m (turn 2): missing"});
  stage.record_body(R"([{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."},
                        {"role":"user","content":"And?"}])",
                    {json_answer(200, R"({"choices":[{"message":{"content":"Bye."}}]})").body});
  CHECK(walked(stage) == Lines{"s/talk#p@m: recorded", "s/talk#p@m (turn 2): recorded"});
}

TEST_CASE("A tool's answer follows the recorded call, and nothing follows where the call was not made") {
  RecordedStage stage;
  stage.add_case("rain");
  stage.conversations["rain"] = {user_says("Rain?"), model_answers(), tool_answers("get_weather", "wet"),
                                 model_answers()};
  CHECK(walked(stage) == Lines{"s/rain#p@m: missing", "s/rain#p@m (turn 2): guessed"});
  stage.record("Rain?", {"I do not know."});
  CHECK(walked(stage) == Lines{"s/rain#p@m: recorded"});
  RecordedStage called;
  called.add_case("rain");
  called.conversations = stage.conversations;
  called.record_body(R"([{"role":"user","content":"Rain?"}])", {tool_call_answer("get_weather", "{}").body});
  const Plan plan = called.plan();
  std::vector<ChatRequest> requests;
  for_each_planned_request(plan, called, called.recordings, {},
                           [&](const PlannedRequest& asked) { requests.push_back(asked.request); });
  REQUIRE(requests.size() == 2);
  REQUIRE(requests[1].messages.size() == 3);
  CHECK(requests[1].messages[1].tool_calls.at(0).id == "call-1");
  CHECK(requests[1].messages[2].tool_call_id == "call-1");
}

TEST_CASE("A recorded failure ends the conversation, as it does in a run") {
  RecordedStage stage;
  stage.add_case("talk");
  stage.conversations["talk"] = {user_says("Hi"), model_answers(), user_says("And?"), model_answers()};
  stage.record_body(R"([{"role":"user","content":"Hi"}])", {R"({"message":"Too Many Requests"})"}, 429);
  CHECK(walked(stage) == Lines{"s/talk#p@m: recorded"});
}

TEST_CASE("Cases that are skipped send nothing, and are walked where that is asked") {
  RecordedStage stage;
  stage.add_case("one").settings.own().skip = "later";
  CHECK(walked(stage).empty());
  CHECK(walked(stage, {.with_skipped = true}) == Lines{"s/one#p@m: missing"});
}

TEST_CASE("A request is found by what its recording ignores, and a change there is told") {
  RecordedStage stage;
  stage.suites[0].ignore = {"/seed"};
  stage.add_case("one").settings.own().params = *parse_json(R"({"seed":{"from":7}})");
  stage.suites[0].cases[0].settings.own().repeat = {.n = 2, .pass = 2};
  stage.record_body(R"([{"role":"user","content":"ask one"}],"seed":7)", {"{}", "{}"}, 200, {"/seed"});
  std::vector<bool> changed;
  const Plan plan = stage.plan();
  for_each_planned_request(plan, stage, stage.recordings, {}, [&](const PlannedRequest& asked) {
    CHECK(asked.recorded());
    changed.push_back(asked.ignored_changed);
  });
  CHECK(changed == std::vector<bool>{false, true});
}

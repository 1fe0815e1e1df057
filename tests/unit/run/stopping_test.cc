// How a run ends early, and what it keeps.

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;
using namespace std::chrono_literals;

namespace {

/// Interrupts the run when its answer is judged.
class Interrupts final : public Check {
 public:
  explicit Interrupts(std::atomic<bool>& flag) : flag_(flag) {}
  Verdict judge(const Observation&) const override {
    flag_ = true;
    return {};
  }

 private:
  std::atomic<bool>& flag_;
};

AssertionPtr interrupts(std::atomic<bool>& flag) {
  auto assertion = std::make_shared<Assertion>();
  assertion->name = "interrupts";
  assertion->check = std::make_unique<Interrupts>(flag);
  return assertion;
}

/// Runs the rest as --resume does: what an earlier run has a line for is taken over.
RunEnd resume(Stage& stage) {
  std::map<std::pair<std::string, unsigned>, CaseResult> earlier;
  for (CaseResult& result : stage.results()) earlier[{result.unit.text(), result.repeat}] = std::move(result);
  stage.options.earlier = [&](const UnitId& unit, unsigned repeat) {
    const auto found = earlier.find({unit.text(), repeat});
    return found == earlier.end() ? std::nullopt : std::optional(found->second);
  };
  return stage.run();
}

}  // namespace

TEST_CASE("After --max-time nothing new is sent, and what is under way comes to its end") {
  Stage stage;
  stage.project.models[0].concurrency = 2;
  stage.options.limits.max_time = 25s;
  stage.add_cases(10);
  stage.transport.always("", chat_answer("yes"), 10s);
  const RunEnd end = stage.run();
  CHECK(stage.transport.started().size() == 6);  // At 0, 10 and 20 s.
  CHECK(stage.results().size() == 6);
  CHECK(stage.clock.elapsed() == 30s);
  CHECK(end.incomplete_because ==
        std::vector<std::string>{"--max-time 25s is over", "4 of 10 planned results were not run"});
}

TEST_CASE("A run under --max-time does not wait for what a limit, a pause or a retry holds back") {
  Stage stage;
  stage.options.limits.max_time = 5s;
  stage.add_cases(5);
  SECTION("a limit") {
    stage.project.models[0].requests_per_minute = 1;
    stage.transport.always("", chat_answer("yes"));
  }
  SECTION("a pause") {
    Outcome busy = json_answer(429, R"({"message":"Too Many Requests","statusCode":429})");
    busy.headers.push_back({"retry-after", "9"});
    stage.transport.always("", busy);
  }
  stage.run();
  CHECK(stage.clock.elapsed() == 5s);
}

TEST_CASE("A run under --max-time ends a conversation between its turns, which is sent anew later") {
  Stage stage;
  stage.options.limits.max_time = 5s;
  stage.add_case("a", {says("nine")});
  stage.conversations["a"] = {user_says("one"), model_answers(), user_says("three"), model_answers()};
  stage.transport.always("", chat_answer("nine"), 6s);
  const RunEnd end = stage.run();
  CHECK(stage.transport.started().size() == 1);
  CHECK(end.incomplete_because.back() == "1 of 1 planned results were not run");
  stage.options.limits.max_time = std::nullopt;
  CHECK(resume(stage).incomplete_because.empty());
  CHECK(stage.results().at(0).status == Status::passed);
}

TEST_CASE("Replay heeds --max-time too") {
  Stage stage;
  stage.options.mode = Mode::replay;
  stage.options.replay = Endpoint{.url = "http://replay/v1/chat/completions", .headers = {}, .timeouts = {}};
  stage.options.limits.max_time = 5s;
  stage.project.models[0].concurrency = 1;
  stage.add_cases(5);
  stage.transport.always("", chat_answer("yes"), 2s);
  CHECK(stage.run().incomplete_because.front() == "--max-time 5s is over");
  CHECK(stage.results().size() == 3);
}

TEST_CASE("Whatever limit stops a run, nothing under way is lost, and one that goes on finishes it") {
  Stage stage;
  ModelSpec& model = stage.project.models[0];
  model.price = Price{.input = 0, .output = 1'000'000};
  model.params.set("max_tokens", 1);
  stage.add_cases(12);
  const std::string cheap = R"({"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",)"
                            R"("content":"yes"}}],"usage":{"prompt_tokens":1,"completion_tokens":1}})";
  stage.transport.always("ask c3", json_answer(400, R"({"message":"bad","statusCode":400})"), 1ms);
  stage.transport.always("", json_answer(200, cheap), 5ms);
  std::size_t sends = 0;
  SECTION("--max-requests") {
    stage.options.limits.max_requests = 7;
    sends = 7;
  }
  SECTION("--max-cost") {
    stage.options.limits.max_cost = 6;
    sends = 7;  // One of them, the error, cost nothing.
  }
  SECTION("--max-errors") {
    stage.options.limits.max_errors = 0;
    sends = 4;
  }
  const RunEnd end = stage.run();
  CHECK_FALSE(end.incomplete_because.empty());
  CHECK(stage.transport.started().size() == sends);
  CHECK(stage.results().size() == sends);  // Each that was sent has its line.
  CHECK(stage.transport.under_way() == 0);
  stage.options.limits = {};
  CHECK(resume(stage).incomplete_because.empty());
  std::set<std::string> units;
  for (const CaseResult& result : stage.results()) units.insert(result.unit.text());
  CHECK(units.size() == 12);
  const auto sent_again = std::ranges::count_if(stage.transport.started(), [](const auto& started) {
    return started.body.find("ask c3\"") != std::string::npos;
  });
  CHECK(sent_again == 2);  // Errors are asked again; nothing else is.
  CHECK(stage.transport.started().size() == 13);
}

TEST_CASE("An interrupted conversation does not go on, though its answer was in already") {
  Stage stage;
  stage.add_case("a", {interrupts(stage.interrupted)});
  stage.add_case("b", {says("yes")});
  stage.conversations["b"] = {user_says("one"), model_answers(), user_says("two"), model_answers()};
  stage.transport.hand_out(1);
  stage.transport.always("", chat_answer("yes"), 1s);
  const RunEnd end = stage.run();
  CHECK(end.interrupted);
  CHECK(stage.transport.started().size() == 2);
  CHECK(stage.results().size() == 1);
  CHECK(end.incomplete_because.back() == "1 of 2 planned results were not run");
}

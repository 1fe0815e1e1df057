// When requests leave: limits of a model's requests and tokens.

#include <catch2/catch.hpp>

#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;
using namespace std::chrono_literals;

namespace {

/// When the requests to a model left.
std::vector<std::chrono::nanoseconds> sends_to(const Stage& stage, const std::string& model) {
  std::vector<std::chrono::nanoseconds> at;
  for (const auto& started : stage.transport.started()) {
    if (started.request.url.starts_with("http://" + model + "/")) at.push_back(started.at);
  }
  return at;
}

Outcome answer_of_tokens(int prompt, int completion) {
  return json_answer(200, R"({"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",)"
                          R"("content":"yes"}}],"usage":{"prompt_tokens":)" +
                              std::to_string(prompt) + R"(,"completion_tokens":)" + std::to_string(completion) + "}}");
}

}  // namespace

TEST_CASE("No more requests leave in any minute than requests_per_minute says") {
  Stage stage;
  stage.project.models[0].requests_per_minute = 30;
  stage.add_cases(70);
  stage.transport.always("", chat_answer("yes"), 10ms);
  CHECK(stage.run().incomplete_because.empty());
  const auto at = sends_to(stage, "m");
  REQUIRE(at.size() == 70);
  for (std::size_t i = 30; i < at.size(); ++i) CHECK(at[i] - at[i - 30] >= 60s);
  CHECK(at.back() <= 150s);
  CHECK(stage.results().size() == 70);
}

TEST_CASE("Each send counts as a request, the retries too") {
  Stage stage;
  stage.project.models[0].requests_per_minute = 1;
  stage.add_case("a", {says("yes")});
  stage.transport.next(json_answer(500, R"({"message":"sorry","statusCode":500})")).next(chat_answer("yes"));
  stage.run();
  const auto at = sends_to(stage, "m");
  REQUIRE(at.size() == 2);
  CHECK(at[1] - at[0] == 60s);
  CHECK(stage.tape.lines().back() == "passed s/a#p@m repeat 0");
}

TEST_CASE("A model whose bucket is dry holds up no other") {
  Stage stage;
  stage.add_model("k");
  stage.project.models[0].requests_per_minute = 1;
  stage.add_cases(20);
  stage.transport.always("", chat_answer("yes"), 10ms);
  stage.run();
  CHECK(sends_to(stage, "k").back() <= 60ms);
  CHECK(sends_to(stage, "m").back() == 19 * 60s);
}

TEST_CASE("Tokens are reserved by the estimate and corrected by what the answer says") {
  Stage stage;
  ModelSpec& model = stage.project.models[0];
  model.params.set("max_tokens", 980);  // About 1,000 tokens a request.
  model.tokens_per_minute = 6000;       // 300 at once.
  model.concurrency = 1;
  stage.add_cases(3);
  SECTION("fewer: the next leaves as soon as they are there") {
    stage.transport.always("", answer_of_tokens(20, 80));
    stage.run();
    const auto at = sends_to(stage, "m");
    REQUIRE(at.size() == 3);
    CHECK(at[1] - at[0] <= 2s);
  }
  SECTION("as many: the next waits for them") {
    stage.transport.always("", answer_of_tokens(20, 980));
    stage.run();
    const auto at = sends_to(stage, "m");
    REQUIRE(at.size() == 3);
    CHECK(at[1] - at[0] >= 10s);
    CHECK(at[1] - at[0] <= 11s);
  }
  SECTION("an answer that does not say took what was reserved") {
    stage.transport.always("", json_answer(200, R"({"choices":[{"index":0,"finish_reason":"stop",)"
                                                R"("message":{"role":"assistant","content":"yes"}}]})"));
    stage.run();
    const auto at = sends_to(stage, "m");
    CHECK(at[1] - at[0] >= 10s);
  }
  SECTION("a request that was refused took none") {
    stage.transport.next(json_answer(400, R"({"message":"bad","statusCode":400})"));
    stage.transport.always("", answer_of_tokens(20, 980));
    stage.run();
    const auto at = sends_to(stage, "m");
    CHECK(at[1] == at[0]);
  }
}

TEST_CASE("A run that stops sends nothing of what waits, and what was sent is kept") {
  Stage stage;
  stage.project.models[0].requests_per_minute = 40;
  stage.add_cases(6);
  stage.transport.next(chat_answer("yes"), 1ms).next(chat_answer("no"), 2ms);
  stage.options.fail_fast = true;
  const RunEnd end = stage.run();
  CHECK(stage.transport.started().size() == 2);
  CHECK(end.incomplete_because.back() == "4 of 6 planned results were not run");
  CHECK(stage.results().size() == 2);
}

TEST_CASE("Replay asks no throttle") {
  Stage stage;
  stage.options.mode = Mode::replay;
  stage.options.replay = Endpoint{.url = "http://replay/v1/chat/completions", .headers = {}, .timeouts = {}};
  stage.project.models[0].requests_per_minute = 1;
  stage.add_cases(20);
  stage.transport.always("", chat_answer("yes"), 10ms);
  stage.run();
  CHECK(stage.transport.started().size() == 20);
  CHECK(stage.transport.started().back().at == 40ms);
}

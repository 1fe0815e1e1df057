#include <catch2/catch.hpp>

#include "fixture/library.h"
#include "json/json.h"
#include "stage.h"

namespace sightline::fakes {
namespace {

Outcome busy_for(std::string retry_after) {
  Outcome outcome = json_answer(429, R"({"message":"Too Many Requests","statusCode":429})");
  outcome.headers.push_back({"Retry-After", std::move(retry_after)});
  outcome.headers.push_back({"Set-Cookie", "session=1"});
  return outcome;
}

/// Records what the stage's transport answers, and gives back the one file's fixture as it is read from the disk.
Fixture recorded_answers(Stage& stage) {
  stage.options.mode = Mode::record;
  stage.library = std::make_unique<Library>(stage.files, "/fixtures");
  stage.recorder =
      std::make_unique<Recorder>(*stage.library, Recorder::Options{false, stage.options.secrets, "2026-11-20"});
  stage.run();
  CHECK(stage.errors.empty());
  Library reloaded(stage.files, "/fixtures");
  CHECK(reloaded.load().empty());
  REQUIRE(reloaded.size() == 1);
  return *reloaded.all()[0];
}

}  // namespace

TEST_CASE("Answers that were retried are recorded with the one that was kept") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  stage.transport.next(busy_for("1")).next(busy_for("2")).next(chat_answer("yes"));
  const Fixture fixture = recorded_answers(stage);
  REQUIRE(fixture.responses.size() == 1);
  const RecordedResponse& response = fixture.responses[0];
  CHECK(response.status == 200);
  CHECK(response.text == "yes");
  REQUIRE(response.attempts.size() == 2);
  CHECK(response.attempts[0].status == 429);
  CHECK(response.attempts[0].body == R"({"message":"Too Many Requests","statusCode":429})");
  REQUIRE(response.attempts[0].headers.size() == 2);  // The cookie is not on the list of those that are kept.
  CHECK(response.attempts[0].headers[1].name == "retry-after");
  CHECK(response.attempts[0].headers[1].value == "1");
  CHECK(response.attempts[1].headers.at(1).value == "2");
}

TEST_CASE("What got no whole answer leaves no attempt") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  Outcome cut = json_answer(503, R"({"mess)");
  cut.trouble = Outcome::Trouble::broken_connection;
  stage.transport.next(no_answer(Outcome::Trouble::refused_connection, "refused")).next(cut).next(chat_answer("yes"));
  CHECK(recorded_answers(stage).responses.at(0).attempts.empty());
  CHECK(stage.transport.started().size() == 3);
}

TEST_CASE("Each turn has its own attempts") {
  Stage stage;
  stage.add_case("a");
  stage.conversations["a"] = {user_says("one"), model_answers(), user_says("two"), model_answers()};
  stage.options.mode = Mode::record;
  stage.library = std::make_unique<Library>(stage.files, "/fixtures");
  stage.recorder = std::make_unique<Recorder>(*stage.library, Recorder::Options{});
  stage.transport.next(busy_for("1")).next(chat_answer("first")).next(chat_answer("second"));
  stage.run();
  Library reloaded(stage.files, "/fixtures");
  CHECK(reloaded.load().empty());
  REQUIRE(reloaded.size() == 2);
  for (const Fixture* fixture : reloaded.all()) {
    const RecordedResponse& response = fixture->responses.at(0);
    CHECK(response.attempts.size() == (response.text == "first" ? 1 : 0));
  }
}

TEST_CASE("A retried answer that echoes a key is not recorded, and the answer after it is") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  stage.options.secrets = {"sk-123456789"};
  stage.transport.next(json_answer(429, R"({"message":"slow down, sk-123456789","statusCode":429})"));
  stage.transport.next(chat_answer("yes"));
  const Fixture fixture = recorded_answers(stage);
  CHECK(fixture.responses.at(0).text == "yes");
  CHECK(fixture.responses.at(0).attempts.empty());
}

TEST_CASE("A recording that was served although an ignored part has changed says so in the log") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  stage.options.mode = Mode::replay;
  stage.options.replay = Endpoint{.url = "http://replay/v1/chat/completions", .headers = {}, .timeouts = {}};
  Outcome served = chat_answer("yes");
  served.headers.push_back({"x-sightline-ignored-changed", "true"});
  SECTION("where the user changed it") {
    stage.transport.next(served).next(chat_answer("yes"));
    stage.suites[0].cases[0].settings.own().repeat = Repeat{.n = 2, .pass = 2};
    stage.run();
    const auto results = stage.results();
    REQUIRE(results.size() == 2);
    CHECK(results[0].exchanges.at(0).provenance.ignored_changed);
    CHECK_FALSE(results[1].exchanges.at(0).provenance.ignored_changed);
  }
  SECTION("but not where each repeat has a seed of its own, and seeds are ignored") {
    stage.transport.next(served).next(served);
    stage.suites[0].ignore = {"/seed"};
    stage.suites[0].cases[0].settings.own().repeat = Repeat{.n = 2, .pass = 2};
    stage.options.params = *parse_json(R"({"seed": {"from": 7}})");
    stage.run();
    for (const CaseResult& result : stage.results()) {
      CHECK_FALSE(result.exchanges.at(0).provenance.ignored_changed);
    }
  }
}

}  // namespace sightline::fakes

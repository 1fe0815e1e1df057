// What a run makes of an API that has too much to do, or is dead.

#include <algorithm>
#include <catch2/catch.hpp>

#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;
using namespace std::chrono_literals;

namespace {

Outcome busy(std::string retry_after = "", int status = 429) {
  Outcome outcome = json_answer(status, R"({"message":"Too Many Requests","statusCode":429})");
  if (!retry_after.empty()) outcome.headers.push_back({"retry-after", std::move(retry_after)});
  return outcome;
}

Outcome with_headers(std::vector<Header> headers) {
  Outcome outcome = chat_answer("yes");
  outcome.headers.insert(outcome.headers.end(), headers.begin(), headers.end());
  return outcome;
}

Outcome dead() {
  return no_answer(Outcome::Trouble::refused_connection, "connection refused by m:80");
}

/// Requests that left for a model in [from, to).
std::ptrdiff_t sends(const Stage& stage, const std::string& model, std::chrono::nanoseconds from,
                     std::chrono::nanoseconds to) {
  return std::ranges::count_if(stage.transport.started(), [&](const auto& started) {
    return started.request.url.starts_with("http://" + model + "/") && started.at >= from && started.at < to;
  });
}

std::ptrdiff_t lines_with(const Stage& stage, const std::string& text) {
  return std::ranges::count_if(stage.tape.lines(),
                               [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

std::size_t passed(const Stage& stage) {
  const auto results = stage.results();
  return static_cast<std::size_t>(std::ranges::count(results, Status::passed, &CaseResult::status));
}

}  // namespace

TEST_CASE("A Retry-After pauses all that its model is sent, and nothing of another") {
  Stage stage;
  stage.add_model("k");
  stage.add_cases(40);
  stage.transport.when("http://m/", busy("7"), 10ms);
  stage.transport.always("", chat_answer("yes"), 10ms);
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because.empty());
  CHECK(passed(stage) == 80);
  CHECK(sends(stage, "m", 0s, 10ms) == 4);
  CHECK(sends(stage, "m", 10ms, 7010ms) == 0);
  CHECK(sends(stage, "m", 7010ms, 10s) == 37);
  CHECK(sends(stage, "k", 0s, 200ms) == 40);
  CHECK(lines_with(stage, "model m pauses for 7s: it asks for it") == 1);
  REQUIRE(end.lanes.size() == 2);
  CHECK(end.lanes[1].model == "m");
  CHECK(end.lanes[1].overloads == 1);
  CHECK(end.lanes[1].waited == 7s);
  CHECK(end.lanes[0].waited == 0s);
}

TEST_CASE("A 429 halves what is sent at once, and one round trip's 429s halve it once") {
  Stage stage;
  stage.project.models[0].concurrency = 8;
  stage.add_cases(60);
  for (int i = 0; i < 8; ++i) stage.transport.next(busy("1"), 10ms);
  stage.transport.always("", chat_answer("yes"), 10ms);
  const RunEnd end = stage.run();
  CHECK(passed(stage) == 60);
  CHECK(stage.transport.most_under_way() == 8);
  CHECK(sends(stage, "m", 1s, 1015ms) == 4);  // After the pause.
  CHECK(end.lanes.at(0).lowest == 4);
  CHECK(end.lanes.at(0).overloads == 8);
  CHECK(lines_with(stage, "is sent 4 at once, down from 8: it answered 429") == 1);
}

TEST_CASE("A run of many begins with ten at once and goes up to its limit") {
  Stage stage;
  stage.project.models[0].concurrency = 64;
  stage.add_cases(400);
  stage.transport.always("", chat_answer("yes"), 100ms);
  const RunEnd end = stage.run();
  CHECK(sends(stage, "m", 0s, 100ms) == 10);
  CHECK(sends(stage, "m", 100ms, 200ms) == 20);
  CHECK(sends(stage, "m", 200ms, 300ms) == 40);
  CHECK(stage.transport.most_under_way() == 64);
  CHECK(end.lanes.at(0).window == 64);
}

TEST_CASE("Answers that begin later and later halve what is sent at once") {
  Stage stage;
  stage.project.models[0].concurrency = 16;
  stage.add_cases(400);
  for (int i = 0; i < 200; ++i) stage.transport.next(chat_answer("yes"), 100ms);
  stage.transport.always("", chat_answer("yes"), 900ms);
  const RunEnd end = stage.run();
  CHECK(passed(stage) == 400);
  CHECK(end.lanes.at(0).lowest == 8);
  CHECK(lines_with(stage, "times as late as before") == 1);  // It did not help, so that late is usual now.
}

TEST_CASE("A dead endpoint is left alone, tried now and then, and given up; other models go on") {
  Stage stage;
  stage.add_model("k");
  stage.project.models[0].retry = {.max = 4, .base = 1s, .cap = 60s};
  stage.add_cases(1000);
  stage.transport.always("http://m/", dead());
  stage.transport.always("http://k/", chat_answer("yes"), 1ms);
  const RunEnd end = stage.run();
  CHECK(sends(stage, "m", 0s, 1h) == 10 + 4);
  CHECK(sends(stage, "k", 0s, 1h) == 1000);
  CHECK(passed(stage) == 1000);
  CHECK(lines_with(stage, "model m is left alone for 5s, then tried once: connection refused by m:80") == 1);
  CHECK(lines_with(stage, "model m is left alone for 40s") == 1);
  CHECK(lines_with(stage, "model m stopped: connection refused by m:80") == 1);
  CHECK(end.incomplete_because ==
        std::vector<std::string>{"model 'm' gave no answer to 4 tries, some time apart: connection refused by m:80",
                                 "1000 of 2000 planned results were not run"});
  CHECK(end.lanes.at(1).openings == 4);
  CHECK(stage.results().size() == 1000);  // What was not run has no line: a run that goes on sends it.
}

TEST_CASE("An endpoint that comes back goes on where it was, and loses nothing") {
  Stage stage;
  stage.project.models[0].retry.max = 9;
  stage.add_cases(100);
  for (int i = 0; i < 11; ++i) stage.transport.next(dead());
  stage.transport.always("", chat_answer("yes"), 1ms);
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because.empty());
  CHECK(passed(stage) == 100);
  CHECK(lines_with(stage, "model m answers again") == 1);
  CHECK(end.lanes.at(0).openings == 2);
}

TEST_CASE("5xx with answers between them do not open the breaker") {
  Stage stage;
  stage.project.models[0].retry.max = 20;
  stage.add_cases(40);
  for (int i = 0; i < 10; ++i) {
    for (int k = 0; k < 5; ++k) stage.transport.next(json_answer(500, R"({"message":"oh","statusCode":500})"));
    stage.transport.next(chat_answer("yes"));
  }
  stage.transport.always("", chat_answer("yes"));
  CHECK(stage.run().lanes.at(0).openings == 0);
  CHECK(passed(stage) == 40);
}

TEST_CASE("A server that wants a longer pause than the cap is asked once a cap, and then no more") {
  Stage stage;
  stage.add_cases(500);
  stage.transport.always("", busy("3600"), 1ms);
  const RunEnd end = stage.run();
  CHECK(stage.transport.started().size() == 4 + 4);
  CHECK(stage.transport.started().back().at >= 40s);
  CHECK(lines_with(stage, "model m is left alone for 10s, then tried once: it asks for a pause of 1h") == 4);
  CHECK(end.incomplete_because.back().ends_with("of 500 planned results were not run"));
}

TEST_CASE("A limit that is used up, by the answer's headers, holds the model back until its reset") {
  Stage stage;
  stage.project.models[0].concurrency = 1;
  stage.add_cases(3);
  SECTION("until the reset") {
    stage.transport.next(with_headers({{"x-ratelimit-limit-requests", "60"},
                                       {"x-ratelimit-remaining-requests", "0"},
                                       {"x-ratelimit-reset-requests", "4s"}}));
    stage.transport.always("", chat_answer("yes"));
    stage.run();
    CHECK(stage.transport.started().at(1).at == 4s);
    CHECK(lines_with(stage, "model m pauses for 4s: it says that its limit is used up") == 1);
  }
  SECTION("and no longer than the cap of the retries") {
    stage.transport.next(with_headers({{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "86400"}}));
    stage.transport.always("", chat_answer("yes"));
    stage.run();
    CHECK(stage.transport.started().at(1).at == 10s);
  }
  SECTION("and not where something is left") {
    stage.transport.always("", with_headers({{"x-ratelimit-remaining", "1"}, {"x-ratelimit-reset", "50"}}));
    stage.run();
    CHECK(stage.transport.started().at(2).at == 0s);
  }
  CHECK(passed(stage) == 3);
}

TEST_CASE("A model that stops leaves its answers' sharers of other models to send for themselves") {
  Stage stage;
  stage.add_model("k");
  stage.project.models[1].model = stage.project.models[0].model;  // One model, two ways to reach it.
  stage.project.models[0].retry.max = 9;
  stage.options.mode = Mode::record;
  stage.library = std::make_unique<Library>(stage.files, "/fixtures");
  stage.recorder = std::make_unique<Recorder>(*stage.library, Recorder::Options{});
  stage.add_cases(4);
  stage.transport.always("http://m/", dead());
  stage.transport.always("http://k/", chat_answer("yes"), 1ms);
  const RunEnd end = stage.run();
  CHECK(passed(stage) == 4);
  CHECK(end.incomplete_because.back() == "4 of 8 planned results were not run");
}

TEST_CASE("A 401 leaves out what waits for another try") {
  Stage stage;
  stage.add_cases(20);
  stage.transport.next(busy("5"), 1ms).next(busy("5"), 1ms);
  stage.transport.always("", json_answer(401, R"({"message":"no valid key","statusCode":401})"), 2ms);
  const RunEnd end = stage.run();
  CHECK(stage.transport.started().size() == 4);
  CHECK(end.incomplete_because.back() == "18 of 20 planned results were not run");
}

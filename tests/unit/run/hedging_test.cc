// A second request beside one whose answer does not begin.

#include <algorithm>
#include <catch2/catch.hpp>

#include "run/hedges.h"
#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;
using namespace std::chrono_literals;

namespace {

/// A stage that hedges after 10 s and prices each answer's token at 1 USD.
void prepare(Stage& stage) {
  ModelSpec& model = stage.project.models[0];
  model.hedge_after = 10s;
  model.price = Price{.input = 0, .output = 1'000'000};
  model.params.set("max_tokens", 3);
}

Outcome says_for(const std::string& text, int tokens) {
  return json_answer(200, R"({"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":")" +
                              text + R"("}}],"usage":{"prompt_tokens":1,"completion_tokens":)" +
                              std::to_string(tokens) + "}}");
}

std::string answer_text(const Stage& stage) {
  return stage.results().at(0).exchanges.at(0).reply->text;
}

}  // namespace

TEST_CASE("Where no first byte comes, a second request leaves, and the first whole answer counts") {
  Stage stage;
  prepare(stage);
  stage.add_cases(1);
  SECTION("the second's: the first is cancelled, and what it may cost is spent") {
    stage.transport.next(says_for("yes, late", 1), 60s).next(says_for("yes, quick", 2), 5s);
    const RunEnd end = stage.run();
    CHECK(answer_text(stage) == "yes, quick");
    CHECK(stage.clock.elapsed() == 15s);
    CHECK(end.spent == 2 + 3);
    CHECK(end.lanes.at(0).hedged == 1);
  }
  SECTION("the first's: the second is cancelled") {
    stage.transport.next(says_for("yes, late", 1), 12s).next(says_for("yes, later", 2), 5s);
    const RunEnd end = stage.run();
    CHECK(answer_text(stage) == "yes, late");
    CHECK(stage.clock.elapsed() == 12s);
    CHECK(end.spent == 1 + 3);
  }
  SECTION("both at once: both are paid, one counts") {
    stage.transport.next(says_for("yes, one", 1), 12s).next(says_for("yes, two", 2), 2s);
    const RunEnd end = stage.run();
    CHECK(answer_text(stage) == "yes, one");
    CHECK(end.spent == 1 + 2);
  }
  CHECK(stage.transport.started().size() == 2);
  CHECK(stage.transport.started()[1].at == 10s);
  CHECK(stage.transport.started()[1].body == stage.transport.started()[0].body);
  CHECK(stage.transport.under_way() == 0);
  CHECK(stage.results().size() == 1);
  CHECK(stage.tape.lines().at(2) == "model m is asked once more for s/c0#p@m: no first byte after 10s");
}

TEST_CASE("Trouble of one of the two leaves the other to answer") {
  Stage stage;
  prepare(stage);
  stage.add_cases(1);
  const Outcome broken = no_answer(Outcome::Trouble::broken_connection, "connection reset");
  SECTION("of the first") {
    stage.transport.next(broken, 11s).next(says_for("yes", 2), 5s);
  }
  SECTION("of the second") {
    stage.transport.next(says_for("yes", 2), 15s).next(broken, 1s);
  }
  const RunEnd end = stage.run();
  CHECK(answer_text(stage) == "yes");
  CHECK(end.spent == 2);
  CHECK(stage.clock.elapsed() == 15s);
  CHECK(stage.transport.started().size() == 2);
}

TEST_CASE("Where both fail, the request is sent again as any other") {
  Stage stage;
  prepare(stage);
  stage.add_cases(1);
  const Outcome broken = no_answer(Outcome::Trouble::broken_connection, "connection reset");
  stage.transport.next(broken, 11s).next(broken, 2s).next(says_for("yes", 1), 1s);
  stage.run();
  CHECK(stage.transport.started().size() == 3);
  CHECK(stage.tape.lines().back() == "passed s/c0#p@m repeat 0");
}

TEST_CASE("At most one request in twenty gets a second, but for the first") {
  Hedges hedges;
  Transport::Ticket second = 1000;
  for (Transport::Ticket first = 1; first <= 100; ++first) {
    hedges.watch(first, {});
    if (hedges.has_allowance()) hedges.add({.first = first, .second = ++second, .of_second = {}});
  }
  CHECK(second - 1000 == 5);
}

TEST_CASE("Where no place is free, the second leaves once one is") {
  Stage stage;
  prepare(stage);
  stage.project.models[0].concurrency = 2;
  stage.add_cases(2);
  stage.transport.when("ask c0", says_for("yes, late", 1), 60s).when("ask c1", says_for("yes", 1), 9s);
  stage.transport.when("ask c0", says_for("yes, quick", 1), 1s);
  SECTION("when the other ended before it was due") {
    stage.run();
    CHECK(stage.transport.started().at(2).at == 10s);
  }
  SECTION("when the other ended after") {
    stage.add_case("c2", {says("yes")});
    stage.transport.when("ask c2", says_for("yes", 1), 5s);  // From 9 s to 14 s.
    stage.run();
    CHECK(stage.transport.started().at(3).at >= 14s);
    CHECK(stage.transport.started().at(3).at <= 15s);
    CHECK(stage.clock.elapsed() <= 16s);
  }
  CHECK(answer_text(stage) == "yes, quick");
}

TEST_CASE("No second request leaves") {
  Stage stage;
  prepare(stage);
  SECTION("where the answer came in time") {
    stage.add_cases(1);
    stage.transport.always("", says_for("yes", 1), 9s);
  }
  SECTION("where none is asked for") {
    stage.project.models[0].hedge_after = std::nullopt;
    stage.add_cases(1);
    stage.transport.always("", says_for("yes", 1), 50s);
  }
  SECTION("past --max-requests, which it does not end") {
    stage.options.limits.max_requests = 1;
    stage.add_cases(1);
    stage.transport.always("", says_for("yes", 1), 50s);
  }
  SECTION("past the concurrency") {
    stage.project.models[0].concurrency = 1;
    stage.add_cases(1);
    stage.transport.always("", says_for("yes", 1), 50s);
  }
  SECTION("past the model's limit of requests") {
    stage.project.models[0].requests_per_minute = 1;
    stage.add_cases(1);
    stage.transport.always("", says_for("yes", 1), 50s);
  }
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because.empty());
  CHECK(stage.transport.started().size() == 1);
  CHECK(end.spent == 1);
}

TEST_CASE("A run that stops waits for one answer of a pair") {
  Stage stage;
  prepare(stage);
  stage.add_cases(1);
  stage.options.limits.max_time = 11s;
  stage.transport.next(says_for("yes", 1), 60s).next(says_for("yes", 1), 60s);
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because.empty());  // What is under way comes to its end.
  CHECK(stage.clock.elapsed() == 60s);
  CHECK(stage.transport.under_way() == 0);
}

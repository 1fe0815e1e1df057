#include <catch2/catch.hpp>

#include "run/partners.h"
#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;
using namespace std::chrono_literals;

namespace {

AssertionPtr same_as(const std::string& case_id) {
  MemoryFiles files;
  files.put("/s/s.yaml", "");
  AssertionCompiler compiler(files, "/s", "/s");
  Node item;
  item.set("same_as", case_id);
  const auto assertion = compiler.compile(item, {"s.yaml", ""});
  REQUIRE(assertion);
  return *assertion;
}

std::vector<std::string> last_lines(const Stage& stage, std::size_t count) {
  const auto& lines = stage.tape.lines();
  return {lines.end() - static_cast<std::ptrdiff_t>(count), lines.end()};
}

}  // namespace

TEST_CASE("A case that looks at another's answer is judged when both are in, whichever comes first") {
  for (const auto base_comes : {1s, 9s}) {
    Stage stage;
    stage.add_case("base");
    stage.add_case("other", {same_as("base")});
    stage.transport.when("ask base", chat_answer("A"), base_comes).when("ask other", chat_answer("B"), 5s);
    const RunEnd end = stage.run();
    CHECK(end.incomplete_because.empty());
    CHECK(last_lines(stage, 2) ==
          std::vector<std::string>{
              "passed s/base#p@m repeat 0",
              "failed s/other#p@m repeat 0: same_as: expected the answer as in case 'base', 'A', got 'B'"});
  }
}

TEST_CASE("Equal repeats of one prompt and model are compared") {
  Stage stage;
  stage.add_model("k");
  stage.add_case("base").settings.own().repeat = {.n = 2, .pass = 2};
  stage.add_case("other", {same_as("base")}).settings.own().repeat = {.n = 2, .pass = 2};
  for (const char* model : {"vendor/m", "vendor/k"}) {
    for (const char* answer : {"one", "two"}) {
      stage.transport.when(std::string(model) + R"(","messages":[{"role":"user","content":"ask base)",
                           chat_answer(std::string(model) + answer));
    }
    for (const char* answer : {"one", "two"}) {
      stage.transport.when(std::string(model) + R"(","messages":[{"role":"user","content":"ask other)",
                           chat_answer(std::string(model) + answer));
    }
  }
  stage.run();
  const auto results = stage.results();
  CHECK(results.size() == 8);
  for (const CaseResult& result : results) {
    INFO(result.unit.text() << " " << result.repeat << ": " << result.reason);
    CHECK(result.status == Status::passed);
  }
}

TEST_CASE("Cases may look at each other") {
  Stage stage;
  stage.add_case("a", {same_as("b")});
  stage.add_case("b", {same_as("a")});
  stage.transport.always("", chat_answer("A"));
  CHECK(stage.run().incomplete_because.empty());
  CHECK(stage.results().size() == 2);
  for (const CaseResult& result : stage.results()) CHECK(result.status == Status::passed);
}

TEST_CASE("Another case's trouble is an error that names it") {
  Stage stage;
  stage.add_case("base");
  stage.add_case("other", {same_as("base")});
  stage.options.retries = 0;
  stage.transport.when("ask base", json_answer(400, R"({"message":"bad","statusCode":"400"})"));
  stage.transport.when("ask other", chat_answer("A"));
  stage.run();
  CHECK(stage.tape.lines().back() ==
        "error s/other#p@m repeat 0: same_as: case 'base' has no answer: bad_request: bad");
}

TEST_CASE("A case whose answer is looked at is run too, in the same shard") {
  Stage stage;
  stage.add_case("base");
  stage.add_case("between");
  stage.add_case("other", {same_as("base")});
  const Plan plan = stage.plan({.selection = {.cases = {"other"}}});
  REQUIRE(plan.units.size() == 2);
  CHECK(plan.units[0].a_case->id == "base");
  REQUIRE(plan.added.size() == 1);
  CHECK(plan.added[0].text() == "s/base#p@m");
  CHECK(stage.plan({.shard = {.index = 1, .count = 2}}).units.size() == 2);
  CHECK(stage.plan({.shard = {.index = 2, .count = 2}}).units.size() == 1);
}

TEST_CASE("A case whose answer is looked at starts before the first that looks") {
  Stage stage;
  stage.add_case("a");
  stage.add_case("b", {same_as("d")});
  stage.add_case("c", {same_as("d")});
  stage.add_case("d");
  CHECK(start_order(stage.plan()) == std::vector<std::size_t>{0, 3, 1, 2});
}

TEST_CASE("What waits for an answer that never comes was not run") {
  Stage stage;
  stage.add_case("base");
  stage.add_case("other", {same_as("base")});
  stage.add_case("last", {says("B")});
  stage.options.fail_fast = true;
  stage.transport.when("ask base", json_answer(500, "{}"));
  stage.transport.when("ask other", chat_answer("A"), 100ms).when("ask last", chat_answer("A"), 200ms);
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because ==
        std::vector<std::string>{"--fail-fast: s/last#p@m failed", "2 of 3 planned results were not run"});
}

TEST_CASE("Partners hand an answer to each job that looks at it, and then forget it") {
  Stage stage;
  stage.add_case("base");
  stage.add_case("one", {same_as("base")});
  stage.add_case("two", {same_as("base")});
  const Plan plan = stage.plan();
  Partners partners(plan);
  const auto job_of = [&](std::size_t unit, const char* text) {
    auto job = std::make_unique<Job>(plan.units[unit], 0, Conversation{});
    Exchange exchange;
    exchange.reply = Reply{};
    exchange.reply->text = text;
    job->result.exchanges.push_back(std::move(exchange));
    return job;
  };
  CHECK(partners.take(job_of(1, "B")).empty());
  const auto ready = partners.take(job_of(0, "A"));
  REQUIRE(ready.size() == 2);
  CHECK(ready[0]->others == nullptr);
  REQUIRE(ready[1]->others != nullptr);
  CHECK(ready[1]->others->find("base")->reply->text == "A");
  CHECK(ready[1]->others->find("two") == nullptr);
  CHECK(partners.take(job_of(2, "C")).size() == 1);
  CHECK(partners.give_up() == 0);
  // The answer was forgotten with the last that looked at it: one more look waits in vain.
  CHECK(partners.take(job_of(2, "C")).empty());
  CHECK(partners.give_up() == 1);
}

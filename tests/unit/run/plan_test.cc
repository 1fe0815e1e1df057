#include <catch2/catch.hpp>

#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;

namespace {

std::vector<std::string> units_of_plan(const Plan& plan) {
  std::vector<std::string> out;
  for (const PlannedUnit& unit : plan.units) out.push_back(unit.id().text());
  return out;
}

}  // namespace

TEST_CASE("Selectors take wildcards, case ids, suite/case and whole units") {
  struct Row {
    std::vector<std::string> cases;
    std::vector<std::string> expected;
  };
  const std::vector<Row> rows = {
      {{}, {"s/cafe#p@m", "s/stamp#p@m", "s/zoo#p@m"}},
      {{"cafe"}, {"s/cafe#p@m"}},
      {{"?oo"}, {"s/zoo#p@m"}},
      {{"s/*a*"}, {"s/cafe#p@m", "s/stamp#p@m"}},
      {{"s/zoo#p@m", "cafe"}, {"s/cafe#p@m", "s/zoo#p@m"}},
  };
  for (const Row& row : rows) {
    Stage stage;
    stage.add_case("cafe");
    stage.add_case("stamp");
    stage.add_case("zoo");
    CHECK(units_of_plan(stage.plan({.selection = {.cases = row.cases}})) == row.expected);
  }
}

TEST_CASE("Tag expressions") {
  const std::vector<std::string> tags = {"ocr", "slow"};
  const std::vector<std::pair<std::string, bool>> rows = {
      {"ocr", true},
      {"smoke", false},
      {"not smoke", true},
      {"ocr and not slow", false},
      {"smoke or slow", true},
      {"smoke and ocr or slow", true},
      {"smoke and (ocr or slow)", false},
      {"not (smoke or quick)", true},
      {"not not ocr", true},
      {"o*", true},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    auto expression = TagExpression::parse(text);
    REQUIRE(expression);
    CHECK(expression->holds(tags) == expected);
  }
}

TEST_CASE("A tag expression that cannot be read is told") {
  for (const char* text : {"", "and", "ocr and", "ocr slow", "(ocr", "ocr)", "not", "()"}) {
    CAPTURE(text);
    CHECK_FALSE(TagExpression::parse(text));
  }
  std::string deep(100'000, '(');
  CHECK_FALSE(TagExpression::parse(deep));
  CHECK(TagExpression::parse("ocr slow").error()[0].message ==
        "cannot read the tag expression 'ocr slow' at 'slow': write names with and, or, not and parentheses");
}

TEST_CASE("An empty selection is an error with the nearest name") {
  Stage stage;
  stage.add_case("cafe");
  const auto plan = make_plan(stage.project, stage.suites, {.selection = {.cases = {"cafee"}}});
  REQUIRE_FALSE(plan);
  CHECK(plan.error()[0].message ==
        "nothing is selected: none of 1 cases fits --case, --prompt, --tag and --model; did you mean 'cafe'?");
}

TEST_CASE("Shards part the selection without a rest or an overlap") {
  Stage stage;
  for (int i = 0; i < 10; ++i) stage.add_case("c" + std::to_string(i));
  const auto whole = units_of_plan(stage.plan());
  std::vector<std::string> together;
  for (unsigned index = 1; index <= 3; ++index) {
    const auto part = units_of_plan(stage.plan({.shard = {.index = index, .count = 3}}));
    together.insert(together.end(), part.begin(), part.end());
  }
  std::sort(together.begin(), together.end());
  CHECK(together == whole);
  CHECK(stage.plan({.shard = {.index = 11, .count = 11}}).units.empty());
}

TEST_CASE("A shard is read as i/n") {
  CHECK(Shard::parse("2/7")->index == 2);
  for (const char* text : {"", "2", "0/3", "4/3", "a/b", "1/2/3", "-1/2", "1/ 2"}) {
    CAPTURE(text);
    CHECK_FALSE(Shard::parse(text));
  }
}

TEST_CASE("Sequences count results over the whole project, whatever is selected") {
  Stage stage;
  stage.add_case("a").settings.own().repeat = {.n = 3, .pass = 3};
  stage.add_case("b").settings.own().repeat = {.n = 2, .pass = 1};
  stage.add_case("c");
  const Plan plan = stage.plan({.selection = {.cases = {"b", "c"}}});
  CHECK(plan.units[0].sequence == 3);
  CHECK(plan.units[1].sequence == 5);
  CHECK(plan.results == 3);
}

TEST_CASE("Parameters are merged model, case, command line; a seed may count repeats") {
  Stage stage;
  stage.project.models[0].params.set("temperature", 0);
  stage.project.models[0].params.set("max_tokens", 100);
  Node params;
  params.set("max_tokens", 7);
  params.set("seed", Node(Node::Map{{"from", Node(5), {}}}));
  stage.add_case("a").settings.own().params = params;
  const Plan plan = stage.plan();
  Node overrides;
  overrides.set("temperature", 1);
  const Node merged_params = request_params(plan.units[0], overrides, 2);
  CHECK(merged_params.find("temperature")->number() == 1);
  CHECK(merged_params.find("max_tokens")->number() == 7);
  CHECK(merged_params.find("seed")->number_text() == "7");
}

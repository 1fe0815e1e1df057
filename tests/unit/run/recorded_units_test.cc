#include "run/recorded_units.h"

#include <catch2/catch.hpp>

#include "stage.h"

namespace sightline::fakes {
namespace {

/// Records "yes" for each case of the stage, and gives the library as it is read from the disk.
std::unique_ptr<Library> recorded(Stage& stage) {
  stage.options.mode = Mode::record;
  stage.library = std::make_unique<Library>(stage.files, "/fixtures");
  stage.recorder = std::make_unique<Recorder>(*stage.library, Recorder::Options{});
  stage.transport.always("", chat_answer("yes"));
  stage.run();
  auto library = std::make_unique<Library>(stage.files, "/fixtures");
  CHECK(library->load().empty());
  return library;
}

std::vector<std::string> cases(const std::vector<PlannedUnit>& units) {
  std::vector<std::string> ids;
  for (const PlannedUnit& unit : units) ids.push_back(unit.a_case->id);
  return ids;
}

std::vector<PlannedUnit> hundred_units(Stage& stage) {
  for (int i = 0; i < 100; ++i) stage.add_case("case-" + std::to_string(100 + i));
  return stage.plan().units;
}

}  // namespace

TEST_CASE("Units whose first request is recorded are found, each request once") {
  Stage stage;
  stage.add_case("a");
  stage.add_case("b");
  const auto library = recorded(stage);
  stage.add_case("new");
  stage.add_case("skipped").settings.own().skip = "not today";
  stage.add_case("a again");
  stage.conversations["a again"] = {user_says("ask a"), model_answers()};
  const RecordedUnits live = recorded_units(stage.plan(), *library, stage, {}, {"live"});
  CHECK(cases(live.units) == std::vector<std::string>{"a", "b"});
  CHECK(live.not_recorded == 1);
  CHECK(live.other_sources.empty());
}

TEST_CASE("Recordings of other sources are counted, not taken") {
  Stage stage;
  stage.add_case("a");
  stage.add_case("b");
  const auto library = recorded(stage);
  const RecordedUnits found = recorded_units(stage.plan(), *library, stage, {}, {"proxy", "authored"});
  CHECK(found.units.empty());
  CHECK(found.other_sources == std::map<std::string, std::uint64_t>{{"live", 2}});
}

TEST_CASE("A parameter that is put over everything is part of the request") {
  Stage stage;
  stage.add_case("a");
  const auto library = recorded(stage);
  Node params;
  params.set("temperature", Node(1));
  CHECK(recorded_units(stage.plan(), *library, stage, params, {"live"}).not_recorded == 1);
}

TEST_CASE("A sample is in the plan's order, the same for the same seed") {
  Stage stage;
  const auto units = hundred_units(stage);
  const Plan sample = sampled_plan(units, 10, 1);
  CHECK(sample.results == 10);
  const auto chosen = cases(sample.units);
  CHECK(chosen.size() == 10);
  CHECK(std::ranges::is_sorted(chosen));
  CHECK(std::ranges::adjacent_find(chosen) == chosen.end());
  CHECK(cases(sampled_plan(units, 10, 1).units) == chosen);
  CHECK(cases(sampled_plan(units, 10, 2).units) != chosen);
  CHECK(sample.units.back().sequence == 9);
}

TEST_CASE("A sample of more than there is takes everything, one repeat each") {
  Stage stage;
  const auto units = hundred_units(stage);
  stage.suites[0].cases[0].settings.own().repeat = Repeat{.n = 3, .pass = 2};
  const Plan all = sampled_plan(stage.plan().units, 1'000, 1);
  CHECK(all.units.size() == units.size());
  CHECK(all.results == units.size());
  CHECK(all.units[0].repeat.n == 1);
}

}  // namespace sightline::fakes

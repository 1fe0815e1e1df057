#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "run/shard_deal.h"
#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;
using std::chrono::microseconds;

namespace {

/// An assertion that looks at another case's answer.
AssertionPtr looks_at(std::string case_id) {
  auto assertion = std::make_shared<Assertion>();
  assertion->references.push_back({.case_id = std::move(case_id), .at = {}});
  return assertion;
}

/// A project drawn by a seed: cases with repeats, some skipped, some in groups, some looking at others.
struct RandomProject {
  Stage stage;
  std::mt19937 random;
  explicit RandomProject(unsigned seed) : random(seed) {
    if (seed % 3 == 0) stage.add_model("k");
    const std::size_t cases = 1 + random() % 30;
    for (std::size_t i = 0; i < cases; ++i) add_case(i);
    for (std::size_t i = 0; i + 2 < cases; i += 1 + random() % 9) {
      const std::size_t last = std::min(cases - 1, i + 1 + random() % 4);
      Group group{.id = "g" + std::to_string(i)};
      for (std::size_t member = i; member <= last; ++member) group.members.push_back(member);
      stage.suites[0].groups.push_back(std::move(group));
    }
  }
  void add_case(std::size_t i) {
    std::vector<AssertionPtr> assertions;
    if (i > 0 && random() % 4 == 0) assertions.push_back(looks_at("c" + std::to_string(random() % i)));
    Case& a_case = stage.add_case("c" + std::to_string(i), std::move(assertions));
    const auto repeats = static_cast<unsigned>(1 + random() % 3);
    a_case.settings.own().repeat = {.n = repeats, .pass = repeats};
    if (random() % 8 == 0) a_case.settings.own().skip = "later";
  }
  PastTimes times() {
    PastTimes past;
    for (const PlannedUnit& unit : stage.plan().units) {
      if (random() % 5 > 0) past[unit.id()] = microseconds(random() % 1'000'000);
    }
    if (past.empty()) past[stage.plan().units[0].id()] = microseconds(1);
    return past;
  }
};

std::set<std::string> names_of(const Plan& plan) {
  std::set<std::string> out;
  for (const PlannedUnit& unit : plan.units) out.insert(unit.id().text());
  for (const PlannedGroup& group : plan.groups) out.insert("group " + group.id().text());
  return out;
}

/// Holds the shards of a plan against the whole: nothing twice, nothing missing, nothing parted.
void check_shards(const Plan& whole, const std::vector<Plan>& shards) {
  std::multiset<std::string> together;
  std::uint64_t results = 0;
  for (const Plan& shard : shards) {
    for (const std::string& name : names_of(shard)) together.insert(name);
    results += shard.results;
    CHECK(shard.partial_groups.empty());
    CHECK(shard.shard_plan == shards.front().shard_plan);
    CHECK(shard.shard_plan_results == whole.results);
    for (const PlannedUnit& unit : shard.units) {
      for (const AssertionPtr& assertion : unit.a_case->assertions) {
        for (const CaseReference& reference : assertion->references) {
          UnitId other = unit.id();
          other.case_id = reference.case_id;
          CHECK(names_of(shard).contains(other.text()));
        }
      }
    }
  }
  const std::set<std::string> all = names_of(whole);
  CHECK(results == whole.results);
  CHECK(std::equal(together.begin(), together.end(), all.begin(), all.end()));
}

}  // namespace

TEST_CASE("Every unit is in exactly one shard, whatever hangs together and however many shards there are") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    RandomProject project(seed);
    const Plan whole = project.stage.plan();
    const auto past = seed % 2 == 0 ? std::optional<PastTimes>() : std::optional(project.times());
    for (const unsigned count : {2u, 3u, 7u, 50u, 1 + seed % 50}) {
      CAPTURE(seed, count);
      std::vector<Plan> shards;
      for (unsigned index = 1; index <= count; ++index) {
        shards.push_back(project.stage.plan({.shard = {.index = index, .count = count}, .shard_by = past}));
      }
      if (count > 1) check_shards(whole, shards);
    }
  }
}

TEST_CASE("A run that is no shard belongs to no plan of shards") {
  Stage stage;
  stage.add_case("a");
  CHECK(stage.plan().shard_plan.empty());
  CHECK(stage.plan().shard_plan_results == 0);
}

TEST_CASE("The longest go first, each to the shard with the least to do") {
  CHECK(deal_by_weight(std::vector<std::uint64_t>{7, 7, 6, 6, 5, 5, 4, 4, 4}, 3) ==
        std::vector<unsigned>{1, 2, 3, 3, 1, 2, 1, 2, 3});
  CHECK(deal_by_weight(std::vector<std::uint64_t>{1, 9, 1, 1}, 2) == std::vector<unsigned>{2, 1, 2, 2});
  CHECK(deal_by_weight(std::vector<std::uint64_t>{}, 3).empty());
}

TEST_CASE("What takes no time is spread evenly") {
  CHECK(deal_by_weight(std::vector<std::uint64_t>{0, 0, 0, 0}, 3) == std::vector<unsigned>{1, 2, 3, 1});
}

TEST_CASE("No shard takes half as long again as the shortest that the longest can be") {
  // Graham 1969, Bounds on multiprocessing timing anomalies. What a shard gets last is either all that it has, or no
  // heavier than the (m + 1)-th, of which some shard must have two; and it went to the shard with the least.
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const unsigned count = 1 + random() % 10;
    std::vector<std::uint64_t> weights(count * (1 + random() % 6));
    for (std::uint64_t& weight : weights) weight = 1 + random() % 1000;
    const auto shards = deal_by_weight(weights, count);
    std::vector<std::uint64_t> loads(count);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      loads[shards[i] - 1] += weights[i];
      sum += weights[i];
    }
    std::ranges::sort(weights, std::greater<>());
    const std::uint64_t pair = weights.size() > count ? weights[count - 1] + weights[count] : 0;
    const std::uint64_t shortest = std::max({(sum + count - 1) / count, weights[0], pair});
    CHECK(2 * *std::ranges::max_element(loads) <= 3 * shortest);
  }
}

TEST_CASE("Shards take equally long by what an earlier run took; a unit that it does not know takes the mean") {
  Stage stage;
  for (const char* id : {"slow", "a", "b", "new"}) stage.add_case(id);
  const auto shard = [&](unsigned index) {
    return names_of(stage.plan({.shard = {.index = index, .count = 2},
                                .shard_by = PastTimes{{{"s", "slow", "p", "m"}, microseconds(30)},
                                                      {{"s", "a", "p", "m"}, microseconds(10)},
                                                      {{"s", "b", "p", "m"}, microseconds(20)},
                                                      {{"s", "gone", "p", "m"}, microseconds(10'000)}}}));
  };
  // The new one takes 20, the mean of 30, 10 and 20.
  CHECK(shard(1) == std::set<std::string>{"s/a#p@m", "s/slow#p@m"});
  CHECK(shard(2) == std::set<std::string>{"s/b#p@m", "s/new#p@m"});
}

TEST_CASE("A unit takes its time as often as it has repeats today, and none where it is skipped") {
  Stage stage;
  stage.add_case("skipped").settings.own().skip = "later";
  stage.add_case("often").settings.own().repeat = {.n = 3, .pass = 3};
  stage.add_case("a");
  stage.add_case("b");
  PastTimes past;
  for (const char* id : {"often", "a", "b"}) past[{"s", id, "p", "m"}] = microseconds(10);
  past[{"s", "skipped", "p", "m"}] = microseconds(100);
  const auto shard = [&](unsigned index) {
    return names_of(stage.plan({.shard = {.index = index, .count = 2}, .shard_by = past}));
  };
  CHECK(shard(1) == std::set<std::string>{"s/often#p@m"});
  CHECK(shard(2) == std::set<std::string>{"s/a#p@m", "s/b#p@m", "s/skipped#p@m"});
}

TEST_CASE("An earlier run that knows none of the units is refused") {
  Stage stage;
  stage.add_case("a");
  const auto plan = make_plan(
      stage.project, stage.suites,
      {.shard = {.index = 1, .count = 2}, .shard_by = PastTimes{{{"s", "gone", "p", "m"}, microseconds(10)}}});
  REQUIRE_FALSE(plan);
  CHECK(plan.error()[0].message == "--shard-by names a run that has no times of any selected unit: leave it out");
}

TEST_CASE("Shards of other plans are told apart: other units, repeats, numbers of shards, or times") {
  std::set<std::string> plans;
  const auto add = [&](Stage& stage, PlanOptions options) { plans.insert(stage.plan(std::move(options)).shard_plan); };
  Stage stage;
  for (const char* id : {"a", "b", "c"}) stage.add_case(id);
  add(stage, {.shard = {.index = 1, .count = 2}});
  add(stage, {.shard = {.index = 2, .count = 2}});
  CHECK(plans.size() == 1);
  add(stage, {.shard = {.index = 1, .count = 3}});
  add(stage, {.selection = {.cases = {"a", "b"}}, .shard = {.index = 1, .count = 2}});
  add(stage, {.shard = {.index = 1, .count = 2}, .repeat = 2});
  add(stage,
      {.shard = {.index = 1, .count = 2},
       .shard_by = PastTimes{{{"s", "b", "p", "m"}, microseconds(10)}, {{"s", "a", "p", "m"}, microseconds(1)}}});
  CHECK(plans.size() == 5);
}

TEST_CASE("What runs because others look at it is told in its own shard alone") {
  Stage stage;
  stage.add_case("base");
  stage.add_case("other");
  stage.add_case("looking", {looks_at("base")});
  const PlanOptions first{.selection = {.cases = {"looking", "other"}}, .shard = {.index = 1, .count = 2}};
  const PlanOptions second{.selection = {.cases = {"looking", "other"}}, .shard = {.index = 2, .count = 2}};
  CHECK(make_plan(stage.project, stage.suites, first)->added.size() == 1);
  CHECK(make_plan(stage.project, stage.suites, second)->added.empty());
}

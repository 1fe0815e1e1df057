#include "run/early_decision.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;
using namespace std::chrono_literals;

namespace {

/// Cases case000, case001 … of which each is asked for "yes".
void add_cases(Stage& stage, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) stage.add_case(fmt::format("case{:03}", i), {says("yes")});
}

EarlyDecisionOptions against(std::function<std::optional<bool>(const UnitId&)> passed_before, double margin = 0.02) {
  return {.passed_before = std::move(passed_before), .margin = margin, .alpha = 0.05, .seed = 7};
}

std::optional<bool> passed_all(const UnitId&) {
  return true;
}

std::set<std::string> cases_run(const Stage& stage, const std::string& model = "m") {
  std::set<std::string> ids;
  for (const CaseResult& result : stage.results()) {
    if (result.unit.model == model) ids.insert(result.unit.case_id);
  }
  return ids;
}

/// Says no, once the run has had nothing to do for a second: time passes only then.
class Late final : public Check {
 public:
  explicit Late(const Clock& clock) : clock_(clock) {}
  Verdict judge(const Observation&) const override {
    while (clock_.now() < idle_) std::this_thread::yield();
    return {.status = Verdict::Status::fail, .score = 0, .reason = "late"};
  }

 private:
  const Clock& clock_;
  const Clock::Instant idle_ = clock_.now() + 1s;
};

CaseResult ended(Status status) {
  CaseResult result;
  result.status = status;
  return result;
}

/// Feeds units with one repeat each; true where one of them decided.
bool take(EarlyDecision& early, const Plan& plan, const std::vector<std::size_t>& units, Status status) {
  bool decided = false;
  for (const std::size_t unit : units) decided = early.take(plan.units[unit], ended(status)) || decided;
  return decided;
}

}  // namespace

TEST_CASE("A run that loses what passed before stops early, is complete, and says what it left out") {
  Stage stage;
  add_cases(stage, 200);
  stage.transport.always("", chat_answer("no"));
  stage.options.until_decided = against(passed_all);
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because.empty());
  REQUIRE(end.decided.size() == 1);
  CHECK(end.decided[0].decision == "worse");
  CHECK(end.decided[0].planned == 200);
  CHECK(end.decided[0].lost == end.decided[0].observed);
  CHECK(end.decided[0].observed < 20);
  CHECK(cases_run(stage).size() < 60);
  CHECK(end.not_needed == 200 - cases_run(stage).size());
}

TEST_CASE("A run as good as its baseline stops once it is no worse than the margin allows") {
  Stage stage;
  add_cases(stage, 400);
  stage.transport.always("", chat_answer("yes"));
  stage.options.until_decided = against(passed_all, 0.1);
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because.empty());
  REQUIRE(end.decided.size() == 1);
  CHECK(end.decided[0].decision == "no worse");
  CHECK(end.decided[0].lost == 0);
  CHECK(end.not_needed > 200);
}

TEST_CASE("A run that a verdict can end is few answers ahead of its verdicts, however late these come") {
  Stage stage;
  stage.options.scoring_threads = 1;
  const auto late = std::make_shared<Assertion>();
  late->name = "late";
  late->check = std::make_unique<Late>(stage.clock);
  for (std::size_t i = 0; i < 200; ++i) stage.add_case(fmt::format("case{:03}", i), {late});
  stage.transport.always("", chat_answer("no"));
  SECTION("until decided") {
    stage.options.until_decided = against(passed_all);
  }
  SECTION("fail fast") {
    stage.options.fail_fast = true;
  }
  stage.run();
  CHECK(stage.transport.started().size() > 8);
  CHECK(stage.transport.started().size() < 100);
}

TEST_CASE("A run with too few cases to decide runs to its end") {
  Stage stage;
  add_cases(stage, 3);
  stage.transport.always("", chat_answer("no"));
  stage.options.until_decided = against(passed_all);
  const RunEnd end = stage.run();
  CHECK(end.not_needed == 0);
  REQUIRE(end.decided.size() == 1);
  CHECK(end.decided[0].decision == "undecided");
  CHECK(end.decided[0].observed == 3);
  CHECK(cases_run(stage).size() == 3);
}

TEST_CASE("A model that is decided sends no more while the others go on") {
  Stage stage;
  stage.add_model("k");
  add_cases(stage, 100);
  stage.transport.always("vendor/k", chat_answer("no"));
  stage.transport.always("", chat_answer("yes"));
  stage.options.until_decided = against([](const UnitId& unit) { return unit.model == "k"; }, 0.001);
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because.empty());
  REQUIRE(end.decided.size() == 2);
  CHECK(end.decided[0].model == "m");
  CHECK(end.decided[0].decision == "better");
  CHECK(end.decided[1].model == "k");
  CHECK(end.decided[1].decision == "worse");
  CHECK(cases_run(stage, "k").size() < 100);
}

TEST_CASE("Cases are drawn by the seed, not in the order in which they are written") {
  Stage stage;
  add_cases(stage, 50);
  const Plan plan = stage.plan();
  const auto order = [&](std::uint64_t seed) {
    EarlyDecisionOptions options = against(passed_all);
    options.seed = seed;
    return EarlyDecision(plan, options).order();
  };
  CHECK(order(1) == order(1));
  CHECK(order(1) != order(2));
  CHECK_FALSE(std::ranges::is_sorted(order(1)));
  const std::vector<std::size_t> drawn = order(1);
  CHECK(std::set<std::size_t>(drawn.begin(), drawn.end()).size() == 50);
}

TEST_CASE("Quick answers do not count before a slow one that was drawn earlier") {
  Stage stage;
  add_cases(stage, 50);
  const Plan plan = stage.plan();
  EarlyDecision early(plan, against(passed_all));
  const std::vector<std::size_t> order = early.order();
  CHECK_FALSE(take(early, plan, {order.begin() + 1, order.end()}, Status::failed));
  CHECK(early.needs(plan.units[order[0]]));
  CHECK(take(early, plan, {order[0]}, Status::passed));
  CHECK_FALSE(early.needs(plan.units[order[0]]));
  CHECK(early.cells().at(0).decision == "worse");
}

TEST_CASE("Cases of one cluster are one observation, whatever their number") {
  Stage stage;
  add_cases(stage, 60);
  for (Case& a_case : stage.suites[0].cases) a_case.cluster = std::string("one photograph");
  const Plan plan = stage.plan();
  EarlyDecision early(plan, against(passed_all));
  CHECK_FALSE(take(early, plan, early.order(), Status::failed));
  CHECK(early.cells().at(0).observed == 1);
  CHECK(early.cells().at(0).lost == 1);
}

TEST_CASE("What the baseline did not judge, and what is skipped or expected to fail, decides nothing") {
  Stage stage;
  add_cases(stage, 60);
  const Plan plan = stage.plan();
  EarlyDecision unknown(plan, against([](const UnitId&) { return std::nullopt; }));
  CHECK_FALSE(take(unknown, plan, unknown.order(), Status::failed));
  EarlyDecision expected(plan, against(passed_all));
  CHECK_FALSE(take(expected, plan, expected.order(), Status::xfailed));
  EarlyDecision skipped(plan, against(passed_all));
  CHECK_FALSE(take(skipped, plan, skipped.order(), Status::skipped));
  for (const EarlyDecision* early : {&unknown, &expected, &skipped}) {
    CHECK(early->cells().at(0).lost == 0);
    CHECK(early->cells().at(0).decision == "undecided");
  }
}

TEST_CASE("The repeats of a unit are put together before it counts") {
  Stage stage;
  add_cases(stage, 40);
  for (Case& a_case : stage.suites[0].cases) a_case.settings.own().repeat = {.n = 3, .pass = 2};
  const Plan plan = stage.plan();
  EarlyDecision early(plan, against(passed_all, 0.1));
  for (const std::size_t unit : early.order()) {
    for (const Status status : {Status::passed, Status::failed, Status::passed}) {
      CaseResult result = ended(status);
      result.repeats = {.n = 3, .pass = 2};
      early.take(plan.units[unit], result);
    }
  }
  CHECK(early.cells().at(0).lost == 0);
}

TEST_CASE("A group whose members are not needed leaves the run complete") {
  Stage stage;
  add_cases(stage, 100);
  for (std::size_t first = 0; first < 100; first += 2) {
    stage.suites[0].groups.push_back(
        {.id = fmt::format("pair{}", first), .at_least = 0, .members = {first, first + 1}, .place = {}});
  }
  stage.transport.always("", chat_answer("no"));
  stage.options.until_decided = against(passed_all);
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because.empty());
  CHECK(end.decided.at(0).planned == 50);
  CHECK(end.not_needed + stage.results().size() == 150);
}

TEST_CASE("An interrupted run is incomplete although a part of it was decided") {
  Stage stage;
  stage.add_model("k");
  add_cases(stage, 100);
  stage.transport.always("vendor/k", chat_answer("no"));
  stage.transport.always("", chat_answer("yes"), 1h);
  stage.options.until_decided = against(passed_all);
  stage.options.limits.max_requests = 40;
  const RunEnd end = stage.run();
  CHECK_FALSE(end.incomplete_because.empty());
}

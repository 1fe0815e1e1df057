#include "compare/lower_bound_gate.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "compare/gates.h"
#include "gate_cells.h"
#include "stats/interval.h"

using namespace sightline;

namespace {

GateVerdict judged(double limit, const std::vector<CellSummary>& cells) {
  GateScope scope;
  for (const CellSummary& cell : cells) scope.cells.push_back(&cell);
  return judge_lower_bound(limit, scope);
}

}  // namespace

// The intervals are those that a bisection of the binomial tails in exact fractions gives: 47 of 50: 0.8345 to 0.9875;
// 35 of 50: 0.5539 to 0.8214; 99 of 100: 0.9455 to 0.9997.
TEST_CASE("A pass rate whose interval holds the limit is inconclusive, with the cases that would tell") {
  const GateVerdict verdict = judged(0.9, {cell_with("m", 47, 3)});
  CHECK(verdict.status == GateVerdict::Status::inconclusive);
  CHECK(verdict.gate == "lower_bound");
  CHECK(verdict.model == "m");
  CHECK(verdict.limit == 0.9);
  CHECK(*verdict.measured == Approx(0.8345180534).epsilon(1e-9));
  CHECK_THAT(verdict.sentence,
             Catch::Matches("pass rate 94\\.0 % of 50: between 83\\.5 % and 98\\.7 % \\(95 %\\), so it "
                            "cannot be told whether it reaches 90\\.0 %; about \\d+ more cases would "
                            "tell \\(terse, m\\)"));
}

TEST_CASE("A pass rate whose interval lies above the limit passes, and one whose lies below fails") {
  const GateVerdict good = judged(0.9, {cell_with("m", 99, 1)});
  CHECK(good.status == GateVerdict::Status::pass);
  CHECK(good.sentence == "pass rate 99.0 % of 100: between 94.6 % and 100.0 % (95 %), so it reaches 90.0 % (terse, m)");
  const GateVerdict bad = judged(0.9, {cell_with("m", 35, 15)});
  CHECK(bad.status == GateVerdict::Status::fail);
  CHECK(*bad.measured == Approx(0.5539176743).epsilon(1e-9));
  CHECK(bad.sentence == "pass rate 70.0 % of 50: between 55.4 % and 82.1 % (95 %), so it is below 90.0 % (terse, m)");
}

TEST_CASE("An interval that begins at the limit reaches it, and one that ends there may do so") {
  const Interval interval = clopper_pearson_interval(47, 50);
  CHECK(judged(interval.low, {cell_with("m", 47, 3)}).status == GateVerdict::Status::pass);
  CHECK(judged(std::nextafter(interval.low, 1), {cell_with("m", 47, 3)}).status == GateVerdict::Status::inconclusive);
  CHECK(judged(interval.high, {cell_with("m", 47, 3)}).status == GateVerdict::Status::inconclusive);
  CHECK(judged(std::nextafter(interval.high, 1), {cell_with("m", 47, 3)}).status == GateVerdict::Status::fail);
}

TEST_CASE("An end that is the limit but for a hair is told with the digits that it takes") {
  const double low = clopper_pearson_interval(47, 50).low;
  const GateVerdict verdict = judged(low + 0.0001, {cell_with("m", 47, 3)});
  CHECK_THAT(verdict.sentence, Catch::StartsWith("pass rate 94.00 % of 50: between 83.45 % and 98.75 % (95 %), so it "
                                                 "cannot be told whether it reaches 83.46 %"));
}

// (1/40)^(1/n) >= 0.9 from n = ln(1/40) / ln(0.9) = 35.01 on.
TEST_CASE("The cases that settle it are those after which the interval leaves the limit") {
  CHECK(cases_to_settle(30, 30, 0.9) == 6);
  // At 94 % the lower end reaches 0.9 first with 231 cases, and for good with 255.
  const auto up = cases_to_settle(47, 50, 0.9);
  REQUIRE(up);
  CHECK((*up >= 231 - 50 && *up <= 255 - 50));
  // At 90 % the upper end falls below 0.95 first with 110 cases, and for good with 130.
  const auto down = cases_to_settle(45, 50, 0.95);
  REQUIRE(down);
  CHECK((*down >= 110 - 50 && *down <= 140 - 50));
}

TEST_CASE("Where no number of cases would settle it, that is said") {
  CHECK_FALSE(cases_to_settle(45, 50, 0.9));
  CHECK_FALSE(cases_to_settle(50, 50, 1));
  CHECK_THAT(judged(1, {cell_with("m", 50, 0)}).sentence,
             Catch::Contains("; no number of cases would tell (terse, m)"));
}

TEST_CASE("What failed counts before what is open, and that before what passed") {
  const CellSummary good = cell_with("good", 990, 10);
  const CellSummary open = cell_with("open", 10, 0);
  const CellSummary more_open = cell_with("more-open", 5, 0);
  const CellSummary bad = cell_with("bad", 700, 300);
  CHECK(judged(0.9, {good, open, bad}).model == "bad");
  CHECK(judged(0.9, {good, open, more_open}).model == "more-open");
  CHECK(judged(0.9, {good, cell_with("better", 1000, 0)}).model == "good");
}

TEST_CASE("A lower bound of nothing that ran fails, and of nothing but expected failures passes") {
  CHECK(judged(0.9, {}).status == GateVerdict::Status::fail);
  CellSummary expected = cell_with("m", 0, 0);
  expected.counts.xfailed = 3;
  CHECK(judged(0.9, {expected}).status == GateVerdict::Status::pass);
}

TEST_CASE("What is inconclusive counts as the gate says, else as the project's does") {
  Gates gates;
  gates.project.lower_bound = 0.9;
  const RunSummary run = run_with({cell_with("m", 47, 3)});
  CHECK(judge_gates(gates, run).at(1).status == GateVerdict::Status::inconclusive);
  gates.project.inconclusive = Undecided::fail;
  CHECK(judge_gates(gates, run).at(1).status == GateVerdict::Status::fail);
  CHECK_THAT(judge_gates(gates, run).at(1).sentence, Catch::EndsWith("would tell (terse, m); counts as failed"));
  gates.suites["receipts"].lower_bound = 0.95;
  CHECK(judge_gates(gates, run).at(1).status == GateVerdict::Status::fail);
  gates.suites["receipts"].inconclusive = Undecided::pass;
  const GateVerdict passed = judge_gates(gates, run).at(1);
  CHECK(passed.status == GateVerdict::Status::pass);
  CHECK(passed.scope == "receipts");
  CHECK_THAT(passed.sentence, Catch::EndsWith("(receipts, terse, m); counts as passed"));
}

TEST_CASE("What failed stays failed whatever an inconclusive gate counts as") {
  Gates gates;
  gates.project.lower_bound = 0.9;
  gates.project.inconclusive = Undecided::pass;
  CHECK(judge_gates(gates, run_with({cell_with("m", 35, 15)})).at(1).status == GateVerdict::Status::fail);
}

TEST_CASE("A lower bound takes the place of the gate that is implied") {
  Gates gates;
  gates.project.lower_bound = 0.9;
  const auto verdicts = judge_gates(gates, run_with({cell_with("m", 99, 1)}));
  REQUIRE(verdicts.size() == 2);
  CHECK(verdicts[0].gate == "errors");
  CHECK(verdicts[1].gate == "lower_bound");
}

TEST_CASE("What an inconclusive gate counts as is no gate: everything must pass") {
  Gates gates;
  gates.project.inconclusive = Undecided::pass;
  CHECK_FALSE(gates.project.any());
  CHECK(judge_gates(gates, run_with({cell_with("m", 99, 1)})).at(1).gate == "pass_rate");
}

#include "compare/baseline_gates.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "compare/gates.h"
#include "gate_cells.h"

using namespace sightline;

namespace {

using GateStatus = GateVerdict::Status;

UnitId unit(const std::string& id, const std::string& model = "m") {
  return {.suite = "receipts", .case_id = id, .prompt = "terse", .model = model};
}

UnitChange change(const std::string& id, UnitFate fate, const std::string& model = "m") {
  return {.base_id = unit(id, model), .candidate_id = unit(id, model), .fate = fate, .base = {}, .candidate = {}};
}

ComparedSlice slice_of(const std::string& model, std::map<UnitFate, std::uint64_t> fates) {
  return {.kind = ComparedSlice::Kind::cell, .model = model, .prompt = "terse", .fates = std::move(fates)};
}

/// The paired difference of 200 independent units.
MeasureDifference difference(double value, Interval interval, DiscordantPairs discordant) {
  return {.measure = "pass_rate",
          .base = 0.9,
          .candidate = 0.9 + value,
          .pairs = 200,
          .clusters = 200,
          .difference = value,
          .interval = interval,
          .discordant = discordant,
          .mcnemar = mcnemar_test(discordant)};
}

Comparison comparison_of(std::vector<std::pair<std::string, MeasureDifference>> cells) {
  Comparison comparison;
  for (auto& [model, measure] : cells) {
    ComparedSlice slice = slice_of(model, {{UnitFate::still_passing, measure.pairs}});
    slice.measures.push_back(std::move(measure));
    comparison.slices.push_back(std::move(slice));
  }
  return comparison;
}

CompareWithBaseline always(Comparison comparison) {
  return [comparison = std::move(comparison)](const std::string&, const CompareOptions&) -> Expected<Comparison> {
    return comparison;
  };
}

struct Judged {
  std::vector<CellSummary> cells;
  GateScope scope;
  explicit Judged(std::vector<CellSummary> of) : cells(std::move(of)) {
    for (const CellSummary& cell : cells) scope.cells.push_back(&cell);
  }
  GateVerdict regressions(std::int64_t limit, Comparison comparison) const {
    return judge_regressions(limit, scope, always(std::move(comparison)));
  }
  GateVerdict non_inferior(Comparison comparison, NonInferior gate = {}) const {
    return judge_non_inferior(gate, scope, always(std::move(comparison)));
  }
};

const Judged& one_cell() {
  static const Judged judged({cell_with("m", 180, 20)});
  return judged;
}

GateVerdict loss_of(double value, Interval interval, DiscordantPairs discordant = {.lost = 10, .gained = 9}) {
  return one_cell().non_inferior(comparison_of({{"m", difference(value, interval, discordant)}}));
}

}  // namespace

TEST_CASE("Units that passed in the baseline and fail now are counted and named") {
  Comparison comparison;
  comparison.slices = {slice_of("m", {{UnitFate::newly_failing, 2}, {UnitFate::fixed, 1}, {UnitFate::flaky, 1}})};
  comparison.changes = {change("a", UnitFate::newly_failing), change("b", UnitFate::fixed),
                        change("c", UnitFate::flaky), change("d", UnitFate::newly_failing)};
  const GateVerdict verdict = one_cell().regressions(0, comparison);
  CHECK(verdict.status == GateStatus::fail);
  CHECK(verdict.gate == "regressions");
  CHECK(verdict.measured == 2);
  CHECK(verdict.limit == 0);
  CHECK(verdict.sentence ==
        "2 units that passed in the baseline fail now, 0 allowed: receipts/a#terse@m, receipts/d#terse@m (terse, m)");
  CHECK(one_cell().regressions(1, comparison).status == GateStatus::fail);
  CHECK(one_cell().regressions(2, comparison).status == GateStatus::pass);
}

TEST_CASE("Of many regressions the first are named") {
  Comparison comparison;
  comparison.slices = {slice_of("m", {{UnitFate::newly_failing, 5}})};
  for (const char* id : {"a", "b", "c", "d", "e"}) comparison.changes.push_back(change(id, UnitFate::newly_failing));
  CHECK(one_cell().regressions(0, comparison).sentence ==
        "5 units that passed in the baseline fail now, 0 allowed: receipts/a#terse@m, receipts/b#terse@m, "
        "receipts/c#terse@m and 2 more (terse, m)");
}

TEST_CASE("Regressions are counted per model and prompt, and the worst counts") {
  const Judged two({cell_with("m", 5, 1), cell_with("n", 5, 2)});
  Comparison comparison;
  comparison.slices = {slice_of("m", {{UnitFate::newly_failing, 1}}), slice_of("n", {{UnitFate::newly_failing, 2}})};
  comparison.changes = {change("a", UnitFate::newly_failing), change("a", UnitFate::newly_failing, "n"),
                        change("b", UnitFate::newly_failing, "n")};
  const GateVerdict verdict = two.regressions(1, comparison);
  CHECK(verdict.status == GateStatus::fail);
  CHECK(verdict.model == "n");
  CHECK(verdict.measured == 2);
  CHECK(two.regressions(2, comparison).status == GateStatus::pass);
}

TEST_CASE("Units of the baseline that are gone are named by the gates that would have compared them") {
  Comparison comparison = comparison_of({{"m", difference(0, {-0.01, 0.01}, {})}});
  comparison.only_in_base = {unit("x"), unit("y")};
  const std::string gone = "; 2 units of the baseline are not in this run: receipts/x#terse@m, receipts/y#terse@m";
  CHECK(one_cell().regressions(0, comparison).sentence ==
        "0 units that passed in the baseline fail now, 0 allowed (terse, m)" + gone);
  CHECK_THAT(one_cell().non_inferior(comparison).sentence, Catch::EndsWith(gone));
  comparison.only_in_base.pop_back();
  CHECK_THAT(one_cell().non_inferior(comparison).sentence,
             Catch::EndsWith("; 1 unit of the baseline is not in this run: receipts/x#terse@m"));
}

TEST_CASE("A cell of which the baseline has nothing fails the gates that compare") {
  const Judged two({cell_with("m", 200, 0), cell_with("new", 200, 0)});
  const Comparison comparison = comparison_of({{"m", difference(0, {-0.01, 0.01}, {})}});
  for (const GateVerdict& verdict : {two.regressions(0, comparison), two.non_inferior(comparison)}) {
    CHECK(verdict.status == GateStatus::fail);
    CHECK(verdict.model == "new");
    CHECK_FALSE(verdict.measured);
    CHECK(verdict.sentence == "no unit of the baseline is in this run (terse, new)");
  }
}

TEST_CASE("Two runs without a unit in common fail the gates that compare") {
  const CompareWithBaseline strangers = [](const std::string&, const CompareOptions&) -> Expected<Comparison> {
    return failure("no unit is in both");
  };
  CHECK(judge_regressions(3, one_cell().scope, strangers).status == GateStatus::fail);
  const GateVerdict verdict = judge_non_inferior({}, one_cell().scope, strangers);
  CHECK(verdict.status == GateStatus::fail);
  CHECK(verdict.sentence == "no unit of the baseline is in this run (terse, m)");
}

TEST_CASE("A loss that the interval keeps within the margin passes") {
  const GateVerdict verdict = loss_of(-0.005, {-0.018, 0.008});
  CHECK(verdict.status == GateStatus::pass);
  CHECK(verdict.measured == -0.018);
  CHECK(verdict.limit == -0.02);
  CHECK(verdict.sentence ==
        "pass rate 0.5 points lower than in the baseline over 200 units (95 % interval -1.8 to 0.8): no loss beyond 2 "
        "points (terse, m)");
}

TEST_CASE("A loss that the interval puts beyond the margin fails") {
  const GateVerdict verdict = loss_of(-0.06, {-0.09, -0.03}, {.lost = 14, .gained = 2});
  CHECK(verdict.status == GateStatus::fail);
  CHECK(verdict.sentence ==
        "pass rate 6.0 points lower than in the baseline over 200 units (95 % interval -9.0 to -3.0): a loss beyond 2 "
        "points (terse, m)");
}

TEST_CASE("A loss that may be within the margin or beyond is inconclusive, with the cases that would tell") {
  const GateVerdict verdict = loss_of(-0.005, {-0.035, 0.025});
  CHECK(verdict.status == GateStatus::inconclusive);
  // To the margin it is half as far as to the interval's end, which takes four times the cases.
  CHECK(verdict.sentence ==
        "pass rate 0.5 points lower than in the baseline over 200 units (95 % interval -3.5 to 2.5), so it cannot be "
        "told "
        "whether the loss stays within 2 points; about 600 more cases would tell (terse, m)");
}

TEST_CASE("An interval must lie above the margin, not on it; and below it to fail") {
  CHECK(loss_of(0, {-0.02, 0.02}).status == GateStatus::inconclusive);
  CHECK(loss_of(0, {std::nextafter(-0.02, 0), 0.02}).status == GateStatus::pass);
  CHECK(loss_of(-0.03, {-0.04, -0.02}).status == GateStatus::inconclusive);
  CHECK(loss_of(-0.03, {-0.04, std::nextafter(-0.02, -1)}).status == GateStatus::fail);
}

// P(X >= 8) of 8 fair coins is 1/256, P(X >= 5) of 6 is 7/64.
TEST_CASE("A pass rate that is lower beyond chance fails unless the loss is shown to stay within the margin") {
  const GateVerdict verdict = loss_of(-0.04, {-0.067, -0.013}, {.lost = 8, .gained = 0});
  CHECK(verdict.status == GateStatus::fail);
  CHECK(verdict.sentence ==
        "pass rate 4.0 points lower than in the baseline over 200 units (95 % interval -6.7 to -1.3): lower beyond "
        "chance "
        "(p 0.0039), and a loss beyond 2 points is not excluded (terse, m)");
  CHECK(loss_of(-0.02, {-0.045, 0.005}, {.lost = 5, .gained = 1}).status == GateStatus::inconclusive);
  CHECK(loss_of(-0.01, {-0.019, -0.001}, {.lost = 8, .gained = 0}).status == GateStatus::pass);
}

// P(X >= 7) of 8 is 9/256 = 0.035: significant alone, not as the smaller of two.
TEST_CASE("What is lower by chance is looked for in every cell, and held against their number") {
  const auto of = [](const char* model, DiscordantPairs pairs) {
    return std::pair<std::string, MeasureDifference>(model, difference(-0.03, {-0.055, -0.005}, pairs));
  };
  CHECK(one_cell().non_inferior(comparison_of({of("m", {.lost = 7, .gained = 1})})).status == GateStatus::fail);
  const Judged two({cell_with("m", 180, 20), cell_with("n", 180, 20)});
  const Comparison both = comparison_of({of("m", {.lost = 7, .gained = 1}), of("n", {.lost = 5, .gained = 5})});
  CHECK(two.non_inferior(both).status == GateStatus::inconclusive);
}

TEST_CASE("The gate's own margin and confidence are what the runs are compared at") {
  CompareOptions asked;
  const CompareWithBaseline compare = [&](const std::string&, const CompareOptions& options) -> Expected<Comparison> {
    asked = options;
    return comparison_of({{"m", difference(-0.01, {-0.04, 0.02}, {.lost = 10, .gained = 8})}});
  };
  const GateVerdict verdict = judge_non_inferior({.margin = 0.05, .confidence = 0.9}, one_cell().scope, compare);
  CHECK(asked.confidence == 0.9);
  CHECK(asked.margin == 0.05);
  CHECK_FALSE(asked.bootstrap);
  CHECK(verdict.status == GateStatus::pass);
  CHECK_THAT(verdict.sentence, Catch::Contains("(90 % interval -4.0 to 2.0): no loss beyond 5 points"));
  judge_non_inferior({}, one_cell().scope, compare);
  CHECK(asked.confidence == 0.95);
  CHECK(asked.margin == 0.02);
}

TEST_CASE("Where units share clusters, a loss beyond chance must hold between the clusters too") {
  MeasureDifference clustered = difference(-0.04, {-0.1, 0.02}, {.lost = 8, .gained = 0});
  clustered.clusters = 20;
  clustered.standard_error = 0.03;
  CHECK(one_cell().non_inferior(comparison_of({{"m", clustered}})).status == GateStatus::inconclusive);
  clustered.standard_error = 0;
  clustered.clusters = 4;
  CHECK(one_cell().non_inferior(comparison_of({{"m", clustered}})).status == GateStatus::inconclusive);
  clustered.clusters = 20;
  clustered.standard_error = 0.015;
  CHECK(one_cell().non_inferior(comparison_of({{"m", clustered}})).status == GateStatus::fail);
}

// z²(1 - m)/m with z = 1.96 and m = 0.02 is 188.2 pairs without a discordant one.
TEST_CASE("Pairs that all agree tell the more the more there are") {
  MeasureDifference same = difference(0, {-0.0399, 0.0399}, {});
  same.pairs = same.clusters = 92;
  const GateVerdict verdict = one_cell().non_inferior(comparison_of({{"m", same}}));
  CHECK(verdict.status == GateStatus::inconclusive);
  CHECK_THAT(verdict.sentence, Catch::Contains("pass rate as in the baseline over 92 units"));
  CHECK_THAT(verdict.sentence, Catch::Contains("; about 97 more cases would tell"));
}

TEST_CASE("A difference without an interval is inconclusive") {
  MeasureDifference lone = difference(-0.5, {}, {.lost = 1, .gained = 0});
  lone.pairs = 2;
  lone.clusters = 1;
  lone.interval.reset();
  const GateVerdict verdict = one_cell().non_inferior(comparison_of({{"m", lone}}));
  CHECK(verdict.status == GateStatus::inconclusive);
  CHECK(verdict.sentence ==
        "pass rate 50.0 points lower than in the baseline over 2 units, so it cannot be told whether the loss stays "
        "within "
        "2 points; no number of cases would tell (terse, m)");
}

TEST_CASE("A suite's own setting is compared for its units, and the project's for the others") {
  RunSummary run;
  run.cells = {cell_with("m", 5, 0, "receipts"), cell_with("m", 4, 1, "charts")};
  run.run_cells = {cell_with("m", 9, 1)};
  std::vector<std::string> asked;
  const CompareWithBaseline compare = [&](const std::string& suite, const CompareOptions&) -> Expected<Comparison> {
    asked.push_back(suite);
    Comparison comparison;
    comparison.slices = {slice_of("m", {{UnitFate::newly_failing, 1}})};
    comparison.changes = {change("a", UnitFate::newly_failing)};
    return comparison;
  };
  Gates gates;
  gates.project.regressions = 0;
  CHECK(judge_gates(gates, run, compare).at(1).sentence ==
        "1 unit that passed in the baseline fails now, 0 allowed: receipts/a#terse@m (terse, m)");
  CHECK(asked == std::vector<std::string>{""});
  asked.clear();
  gates.suites["charts"].regressions = 1;
  const auto verdicts = judge_gates(gates, run, compare);
  CHECK(asked == std::vector<std::string>{"receipts", "charts"});
  REQUIRE(verdicts.size() == 3);
  CHECK(verdicts[1].status == GateStatus::fail);
  CHECK(verdicts[1].scope.empty());
  CHECK(verdicts[2].status == GateStatus::pass);
  CHECK(verdicts[2].scope == "charts");
}

TEST_CASE("Without a baseline the gates that compare fail and say so") {
  Gates gates;
  gates.project.regressions = 0;
  gates.suites["receipts"].non_inferior.emplace();
  CHECK(gates.needs_baseline() == std::vector<std::string>{"regressions", "non_inferior of receipts"});
  const auto verdicts = judge_gates(gates, run_with({cell_with("m", 5, 0)}));
  REQUIRE(verdicts.size() == 3);
  CHECK(verdicts[1].sentence == "there is no baseline to compare with");
  CHECK(verdicts[2].sentence == "there is no baseline to compare with (receipts)");
  CHECK(verdicts[2].status == GateStatus::fail);
}

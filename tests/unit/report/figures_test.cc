// Figures of one run and how sure they are. What is expected was computed apart, by the definitions: means of units and
// residual sums by cluster, Student's t by numerical integration, pass@k and pass^k by drawing every subset of k
// repeats.

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "fakes/memory_files.h"
#include "report/figure_texts.h"
#include "report/report.h"
#include "report/summary.h"

namespace sightline {
namespace {

struct Tried {
  Status status;
  double score;
  std::vector<double> fields = {};  ///< Scores of the verdicts under the metric `fields`.
};

constexpr auto kPassed = Status::passed;
constexpr auto kFailed = Status::failed;

std::vector<CaseResult> unit(const std::string& case_id, const std::string& cluster, const std::vector<Tried>& tried) {
  std::vector<CaseResult> repeats;
  for (const Tried& one : tried) {
    CaseResult& result = repeats.emplace_back();
    result.unit = {"s", case_id, "p", "m"};
    result.repeat = static_cast<unsigned>(repeats.size() - 1);
    result.repeats = {.n = static_cast<unsigned>(tried.size()), .pass = 1};
    result.status = one.status;
    result.score = one.score;
    result.cluster = cluster;
    result.tags = {"all"};
    if (one.status != Status::error && one.status != Status::skipped) result.exchanges.emplace_back().reply.emplace();
    for (const double score : one.fields) {
      AssertionResult& assertion = result.assertions.emplace_back();
      assertion.metric = "fields";
      assertion.verdict.score = score;
    }
  }
  return repeats;
}

void add(std::vector<CaseResult>& results, std::vector<CaseResult> repeats) {
  for (CaseResult& result : repeats) {
    result.sequence = results.size();
    results.push_back(std::move(result));
  }
}

/// Units of every kind: in clusters, with repeats, with a copy, in error, skipped, expected to fail, a control.
std::vector<CaseResult> results_of_every_kind() {
  std::vector<CaseResult> results;
  add(results, unit("a", "c1", {{kPassed, 1, {1, 0.5}}, {kFailed, 0.5, {1, 0.25}}, {kPassed, 1, {1, 0}}}));
  add(results, unit("b", "c1", {{kFailed, 0, {0}}, {kFailed, 0.25, {0}}, {kFailed, 0, {0.5}}}));
  add(results, unit("c", "c2", {{kPassed, 1, {1, 0.75}}, {kPassed, 1, {0}}, {kPassed, 1}}));
  add(results, unit("d", "c3", {{kPassed, 1, {1}}, {kFailed, 0, {0.5}}, {kPassed, 1, {1}}}));
  add(results, unit("e", "c4", {{Status::error, 0}, {kPassed, 1}, {kPassed, 1}}));
  add(results, unit("f", "c2", {{Status::skipped, 0}, {Status::skipped, 0}}));
  add(results, unit("g", "c5", {{Status::xfailed, 0.9}, {Status::xfailed, 0.9}}));
  add(results, unit("h", "c6", {{Status::xpassed, 1}}));
  add(results, unit("a+blank", "c1", {{kPassed, 1, {1}}, {kFailed, 0, {0}}}));
  for (CaseResult& result : results) {
    const std::string& id = result.unit.case_id;
    if (id == "c" && result.repeat == 1) result.assertions[0].verdict.status = Verdict::Status::error;
    if (id == "d" && result.repeat == 2) result.exchanges[0].provenance.copy = true;
    if (id == "a+blank") result.control = "blank_image", result.control_of = "a";
  }
  return results;
}

/// A run's log with the results in this order.
RunReader run_of(fakes::MemoryFiles& files, const std::vector<CaseResult>& results) {
  auto writer = RunWriter::create(files, "/run", {});
  REQUIRE(writer);
  for (const CaseResult& result : results) REQUIRE(writer->add(result));
  auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  return *std::move(run);
}

RunSummary summary_of_results(const std::vector<CaseResult>& results) {
  fakes::MemoryFiles files;
  return summarise(run_of(files, results));
}

void check_near(const std::optional<double>& value, double expected) {
  REQUIRE(value);
  CHECK(*value == Approx(expected).epsilon(1e-6));
}

TEST_CASE("a mean score averages repeats first and takes the units of a cluster for dependent") {
  const MeanEstimate score = summary_of_results(results_of_every_kind()).cells.at(0).score;
  CHECK(score.count == 6);
  CHECK(score.clusters == 5);
  CHECK(score.mean == Approx(0.6805555555555557));
  check_near(score.standard_error, 0.12281614254520658);
  REQUIRE(score.interval);
  check_near(score.interval->low, 0.33956327774664863);
  check_near(score.interval->high, 1.0215478333644628);
  CHECK(score_text(score) == "0.681 (0.340 to 1.000)");
}

TEST_CASE("a mean metric averages a unit's verdicts first, without errors, copies and controls") {
  const MetricSummary metric = summary_of_results(results_of_every_kind()).cells.at(0).metrics.at("fields");
  CHECK(metric.count == 13);
  REQUIRE(metric.estimate);
  CHECK(metric.estimate->count == 4);
  CHECK(metric.estimate->clusters == 3);
  CHECK(metric.value == Approx(0.6041666666666666));
  check_near(metric.estimate->standard_error, 0.15857643070456592);
  check_near(metric.estimate->interval->low, -0.07813264577825763);
  check_near(metric.estimate->interval->high, 1.2864659791115909);
  CHECK(metric_text(metric) == "0.6042 (0.000 to 1.000), mean of 4 units");
}

TEST_CASE("pass@k and pass^k are means over the units that have k repeats, copies left out") {
  const auto repeated = summary_of_results(results_of_every_kind()).cells.at(0).repeated;
  struct Row {
    std::uint64_t units;
    double pass_at_k, pass_hat_k;
  };
  const std::vector<Row> rows{{5, 17.0 / 30, 17.0 / 30}, {5, 4.0 / 5, 1.0 / 3}, {4, 3.0 / 4, 1.0 / 4}};
  REQUIRE(repeated.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(repeated[i].k == i + 1);
    CHECK(repeated[i].units == rows[i].units);
    CHECK(repeated[i].pass_at_k == Approx(rows[i].pass_at_k));
    CHECK(repeated[i].pass_hat_k == Approx(rows[i].pass_hat_k));
  }
}

TEST_CASE("stability is that of the units with repeats that may pass") {
  const auto stability = summary_of_results(results_of_every_kind()).cells.at(0).stability;
  REQUIRE(stability);
  CHECK(stability->units == 5);
  CHECK(stability->expected_accuracy == Approx(8.0 / 14));
  CHECK(stability->consensus_accuracy == Approx(0.6));
  CHECK(stability->instability_variance == Approx(7.0 / 30));
  CHECK(stability->consistency_rate == Approx(0.4));
}

TEST_CASE("what repeats say is told in a sentence") {
  CHECK(repeated_text(summary_of_results(results_of_every_kind()).cells.at(0)) ==
        "pass@1 56.7 %, pass@3 75.0 %, pass^3 25.0 % (5 units, 4 of them with 3 repeats)");
}

TEST_CASE("without repeats nothing is said of repeats") {
  std::vector<CaseResult> results;
  add(results, unit("a", "c1", {{kPassed, 1}}));
  auto copied = unit("b", "c2", {{kPassed, 1}, {kPassed, 1}});
  copied[1].exchanges[0].provenance.copy = true;
  add(results, copied);
  const RunSummary summary = summary_of_results(results);
  CHECK(summary.cells.at(0).repeated.empty());
  CHECK_FALSE(summary.cells.at(0).stability);
  CHECK(repeated_text(summary.cells.at(0)).empty());
  CHECK(summary.flaky.empty());
}

TEST_CASE("flaky units are named in plan order, those that passed too, with their repeats") {
  std::string named;
  for (const FlakyUnit& flaky : summary_of_results(results_of_every_kind()).flaky) {
    named += flaky.id.case_id + std::to_string(flaky.repeats.passed) + "/" + std::to_string(flaky.repeats.n) + " ";
  }
  CHECK(named == "a2/3 d1/2 ");
}

TEST_CASE("a unit without a cluster's name is one of its case's") {
  std::vector<CaseResult> results;
  for (const char* id : {"a", "b", "c"}) add(results, unit(id, "", {{kPassed, id[0] == 'a' ? 0.0 : 1.0}}));
  const MeanEstimate score = summary_of_results(results).cells.at(0).score;
  CHECK(score.clusters == 3);
  // sd / sqrt(n) of 0, 1, 1
  check_near(score.standard_error, 1.0 / 3);
}

TEST_CASE("of one cluster there is no interval, and none is told where all scores are the same") {
  std::vector<CaseResult> results;
  add(results, unit("a", "c1", {{kPassed, 0.5}}));
  add(results, unit("b", "c1", {{kPassed, 1}}));
  CHECK_FALSE(summary_of_results(results).cells.at(0).score.interval);
  CHECK(score_text(summary_of_results(results).cells.at(0).score) == "0.750");
  results[1].cluster = "c2";
  results[1].score = 0.5;
  CHECK(summary_of_results(results).cells.at(0).score.standard_error == 0.0);
  CHECK(score_text(summary_of_results(results).cells.at(0).score) == "0.500");
}

TEST_CASE("answers that could not be judged as they stand are counted by kind, copies and controls left out") {
  std::vector<CaseResult> results;
  for (const char* id : {"unparsed", "truncated", "cut", "refused", "refusal", "both", "plain", "control", "copy"}) {
    add(results, unit(id, id, {{kFailed, 0, {0}}}));
  }
  const auto outcome = [&](std::size_t i) -> Verdict::Outcome& { return results[i].assertions[0].verdict.outcome; };
  outcome(0) = Verdict::Outcome::unparsed;
  outcome(1) = Verdict::Outcome::truncated;
  results[2].exchanges[0].reply->finish_reason = "length";
  outcome(3) = Verdict::Outcome::refused;
  results[4].exchanges[0].reply->refusal = "I cannot look at this.";
  outcome(5) = Verdict::Outcome::unparsed;
  results[5].exchanges[0].reply->finish_reason = "length";
  results[6].exchanges[0].reply->finish_reason = "stop";
  outcome(7) = outcome(8) = Verdict::Outcome::refused;
  results[7].control = "blank_image";
  results[8].unit.case_id = "plain";
  results[8].repeat = 1;
  results[8].sequence = results[7].sequence;
  results[7].sequence = 8;
  results[8].exchanges[0].provenance.copy = true;
  const CellSummary cell = summary_of_results(results).cells.at(0);
  CHECK(cell.answers == 7);
  CHECK(cell.unparsed == 2);
  CHECK(cell.truncated == 3);
  CHECK(cell.refused == 2);
  // Wilson by hand: 2 of 7 and 3 of 7 at z = 1.96.
  CHECK(trouble_texts(cell) ==
        std::vector<std::string>{"unparsed: 2 of 7 answers, 28.6 % (95 % interval 8.2 to 64.1)",
                                 "truncated: 3 of 7 answers, 42.9 % (95 % interval 15.8 to 75.0)",
                                 "refused: 2 of 7 answers, 28.6 % (95 % interval 8.2 to 64.1)"});
}

TEST_CASE("errors are a rate of the units that count for the pass rate") {
  CHECK(trouble_texts(summary_of_results(results_of_every_kind()).cells.at(0)) ==
        std::vector<std::string>{"error: 1 of 6 units, 16.7 % (95 % interval 3.0 to 56.4)"});
}

TEST_CASE("a tag has the figures of its units over the whole run, its metrics the means alone") {
  std::vector<CaseResult> results = results_of_every_kind();
  for (CaseResult& result : results) {
    if (result.unit.case_id == "b") result.unit.model = "other";
    if (result.unit.case_id == "h") result.tags.clear();
  }
  const PartSummary tag = summary_of_results(results).tags.at("all");
  CHECK(tag.counts.judged() == 5);
  CHECK(tag.score.count == 5);
  CHECK(tag.repeated.size() == 3);
  CHECK(tag.metrics.at("fields").estimate->count == 4);
  CHECK(tag.metrics.at("fields").value == Approx(0.6041666666666666));
}

TEST_CASE("the figures do not depend on the order in which answers came") {
  std::vector<CaseResult> results = results_of_every_kind();
  const auto stable = [](const std::vector<CaseResult>& in_this_order) {
    fakes::MemoryFiles files;
    const RunReader run = run_of(files, in_this_order);
    std::ostringstream out;
    write_stable_results_json(run, summarise(run), out);
    return out.str();
  };
  const std::string first = stable(results);
  std::ranges::reverse(results);
  CHECK(stable(results) == first);
  CHECK(first.find("\"pass_hat_k\"") != std::string::npos);
  CHECK(first.find("\"flaky\":[{\"unit\":\"s/a#p@m\",\"passed\":2,\"repeats\":3}") != std::string::npos);
}

}  // namespace
}  // namespace sightline

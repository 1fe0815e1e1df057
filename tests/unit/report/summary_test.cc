#include "report/summary.h"

#include <catch2/catch.hpp>

#include "assertion/tally.h"
#include "fakes/memory_files.h"
#include "report/figure_texts.h"

namespace sightline {
namespace {

using fakes::MemoryFiles;

constexpr auto kPass = Status::passed;
constexpr auto kFail = Status::failed;
constexpr auto kError = Status::error;
constexpr auto kSkipped = Status::skipped;
constexpr auto kXfailed = Status::xfailed;
constexpr auto kXpassed = Status::xpassed;

CaseResult result_of(std::string case_id, Status status, double score = 0) {
  CaseResult result;
  result.unit = {"s", std::move(case_id), "p", "m"};
  result.status = status;
  result.score = score;
  result.reason = std::string(status_name(status));
  return result;
}

std::vector<CaseResult> repeats_of(const std::vector<Status>& statuses, Repeat rule) {
  std::vector<CaseResult> repeats;
  for (const Status status : statuses) {
    repeats.push_back(result_of("a", status));
    repeats.back().repeat = static_cast<unsigned>(repeats.size() - 1);
    repeats.back().reason += " in " + std::to_string(repeats.size());
    repeats.back().repeats = rule;
  }
  return repeats;
}

Exchange answered_exchange() {
  Exchange exchange;
  exchange.reply.emplace();
  exchange.reply->usage.prompt_tokens = 10;
  exchange.reply->usage.completion_tokens = 3;
  return exchange;
}

Exchange failed_with(Failure::Kind kind) {
  Exchange exchange;
  exchange.failure.emplace();
  exchange.failure->kind = kind;
  return exchange;
}

AssertionResult measured(std::string metric, double score, std::optional<double> value = {}) {
  AssertionResult assertion;
  assertion.metric = std::move(metric);
  assertion.verdict.score = score;
  assertion.verdict.value = value;
  return assertion;
}

RunSummary summary_of(const std::vector<CaseResult>& results, const RunHeader& header = {}) {
  MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", header);
  REQUIRE(writer);
  std::uint64_t sequence = 0;
  for (CaseResult result : results) {
    result.sequence = sequence++;
    REQUIRE(writer->add(result));
  }
  const auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  return summarise(*run);
}

TEST_CASE("a unit's status follows from its repeats") {
  struct Row {
    std::vector<Status> repeats;
    Repeat rule;
    Status status;
    bool flaky;
    std::string reason;
  };
  const Row row = GENERATE(values<Row>({
      {{kPass}, {1, 1}, kPass, false, "passed in 1"},
      {{kFail}, {1, 1}, kFail, false, "failed in 1"},
      {{kPass, kPass, kFail}, {3, 3}, kFail, true, "failed in 3"},
      {{kPass, kPass, kFail}, {3, 2}, kPass, true, "failed in 3"},
      {{kFail, kPass, kFail}, {3, 2}, kFail, true, "failed in 1"},
      {{kFail, kFail, kFail}, {3, 2}, kFail, false, "failed in 1"},
      {{kFail, kError, kPass}, {3, 1}, kError, true, "error in 2"},
      {{kPass, kError}, {2, 1}, kError, false, "error in 2"},
      {{kSkipped}, {3, 3}, kSkipped, false, "skipped in 1"},
      {{kXfailed, kXfailed}, {2, 2}, kXfailed, false, "xfailed in 1"},
      {{kXpassed, kXpassed}, {2, 2}, kXpassed, false, "xpassed in 1"},
      // Marked xfail: one repeat of three would have made the unit fail, as was expected.
      {{kXpassed, kXfailed, kXpassed}, {3, 3}, kXfailed, true, "xfailed in 2"},
      {{kXpassed, kXfailed, kXpassed}, {3, 2}, kXpassed, true, "xpassed in 1"},
      {{kXfailed, kError}, {2, 2}, kError, false, "error in 2"},
      // Cut short: judged by what is there.
      {{kPass}, {3, 3}, kPass, false, "passed in 1"},
      {{kFail}, {3, 2}, kFail, false, "failed in 1"},
      {{kXfailed}, {3, 2}, kXfailed, false, "xfailed in 1"},
  }));
  std::string shown;
  for (const Status status : row.repeats) shown += std::string(status_name(status)) + " ";
  CAPTURE(shown, row.rule.n, row.rule.pass);
  const UnitSummary unit = summarise_unit(repeats_of(row.repeats, row.rule));
  CHECK(status_name(unit.status) == status_name(row.status));
  CHECK(unit.flaky == row.flaky);
  CHECK(unit.reason == row.reason);
  CHECK(unit.repeats == row.repeats.size());
}

TEST_CASE("a unit's score is the mean of its repeats'") {
  std::vector<CaseResult> repeats = repeats_of({kPass, kFail}, {2, 2});
  repeats[0].score = 1;
  repeats[1].score = 0.5;
  repeats[0].must_pass = true;
  repeats[0].place = {"suites/s.yaml", {4, 5}};
  const UnitSummary unit = summarise_unit(repeats);
  CHECK(unit.score == 0.75);
  CHECK(unit.must_pass);
  CHECK(unit.place.text() == "suites/s.yaml:4:5");
}

TEST_CASE("the pass rate leaves out what was skipped and what failed as expected") {
  const RunSummary summary =
      summary_of({result_of("a", kPass, 1), result_of("b", kFail, 0.5), result_of("c", kError),
                  result_of("d", kSkipped), result_of("e", kXfailed, 0.9), result_of("f", kXpassed, 1)});
  CHECK(summary.counts.all() == 6);
  CHECK(summary.counts.pass_rate() == 0.25);
  REQUIRE(summary.cells.size() == 1);
  CHECK(summary.cells[0].score.mean == 0.625);
  std::string wrong;
  for (const UnitSummary& unit : summary.not_in_order) wrong += unit.id.case_id;
  CHECK(wrong == "bcf");
  CHECK_FALSE(summary_of({result_of("d", kSkipped)}).counts.pass_rate());
}

TEST_CASE("cells are kept by suite, and over the run, in the order of the plan") {
  std::vector<CaseResult> results;
  for (const auto& [suite, prompt] : {std::pair("z", "p"), std::pair("z", "q"), std::pair("a", "p")}) {
    results.push_back(result_of("c", kPass, 1));
    results.back().unit.suite = suite;
    results.back().unit.prompt = prompt;
  }
  const RunSummary summary = summary_of(results);
  std::string cells;
  for (const CellSummary& cell : summary.cells) cells += cell.suite + cell.prompt + " ";
  CHECK(cells == "zp zq ap ");
  cells.clear();
  for (const CellSummary& cell : summary.run_cells) {
    cells += cell.suite + cell.prompt + std::to_string(cell.counts.passed) + " ";
  }
  CHECK(cells == "p2 q1 ");
}

TEST_CASE("tags count units, flaky ones too") {
  std::vector<CaseResult> results = repeats_of({kPass, kFail}, {2, 1});
  for (CaseResult& result : results) result.tags = {"ocr", "slow"};
  results.push_back(result_of("b", kFail));
  results.back().tags = {"ocr"};
  const RunSummary summary = summary_of(results);
  CHECK(summary.counts.flaky == 1);
  CHECK(summary.tags.at("ocr").counts.all() == 2);
  CHECK(summary.tags.at("ocr").counts.failed == 1);
  CHECK(summary.tags.at("slow").counts.flaky == 1);
}

TEST_CASE("answers, tokens, latency and where answers are from") {
  CaseResult authored = result_of("a", kPass);
  authored.exchanges = {answered_exchange(), answered_exchange()};
  authored.exchanges[0].timing.total_ms = 100;
  authored.exchanges[1].timing.total_ms = 200;
  authored.exchanges[1].provenance = {.source = "authored", .replayed = true};
  CaseResult unparsed = result_of("b", kFail);
  unparsed.exchanges = {answered_exchange()};
  unparsed.assertions = {measured("", 0), measured("", 0)};
  for (AssertionResult& assertion : unparsed.assertions) assertion.verdict.outcome = Verdict::Outcome::unparsed;
  const RunSummary summary = summary_of({authored, unparsed, result_of("c", kSkipped)});
  CHECK(summary.results == 3);
  CHECK(summary.answers == 2);
  CHECK(summary.authored == 1);
  CHECK(summary.replayed == 1);
  CHECK(summary.prompt_tokens == 30);
  CHECK(summary.completion_tokens == 9);
  CHECK(summary.cells[0].unparsed == 1);
  CHECK(summary.cells[0].latency_p50_ms == 150.0);
  CHECK(summary.cells[0].latency_p95_ms == 195.0);
}

TEST_CASE("copies of an answer count once") {
  CaseResult first = result_of("a", kPass);
  first.exchanges = {answered_exchange()};
  first.cost = 0.5;
  first.assertions = {measured("total", 1)};
  CaseResult copy = first;
  copy.repeat = 1;
  copy.exchanges[0].provenance.copy = true;
  const RunSummary summary = summary_of({first, copy});
  CHECK(summary.cells[0].answers == 1);
  CHECK(summary.cells[0].cost == 0.5);
  CHECK(summary.cells[0].metrics.at("total").count == 1);
  CHECK(summary.prompt_tokens == 10);
}

TEST_CASE("answers whose request's ignored parts have changed are counted, the first of them named") {
  CaseResult same = result_of("a", kPass);
  same.exchanges = {answered_exchange()};
  CaseResult changed = result_of("b", kPass);
  changed.exchanges = {answered_exchange(), answered_exchange()};
  for (Exchange& exchange : changed.exchanges) exchange.provenance.ignored_changed = true;
  CaseResult again = changed;
  again.unit.case_id = "c";
  const RunSummary summary = summary_of({same, changed, again});
  CHECK(summary.ignored_changed == 2);
  CHECK(summary.first_ignored_changed == changed.unit.text());
  CHECK(summary_of({same}).ignored_changed == 0);
}

TEST_CASE("a cost is known where that of every answer is") {
  CaseResult priced = result_of("a", kPass);
  priced.exchanges = {answered_exchange()};
  priced.cost = 0.25;
  CaseResult broken = result_of("b", kError);
  broken.exchanges = {failed_with(Failure::Kind::timeout)};
  CHECK(summary_of({priced, broken, result_of("c", kSkipped)}).cost == 0.25);
  CaseResult unknown = result_of("d", kPass);
  unknown.exchanges = {answered_exchange()};
  CHECK_FALSE(summary_of({priced, unknown}).cost);
  CHECK_FALSE(summary_of({broken}).cost);
}

TEST_CASE("metrics are put together as their suite says") {
  RunHeader header;
  header.suites.push_back({.name = "s",
                           .path = "",
                           .sha256 = "",
                           .description = "",
                           .metrics = {{"worst", Aggregate::min}, {"slow", Aggregate::p95}}});
  CaseResult one = result_of("a", kPass);
  one.assertions = {measured("total", 1), measured("worst", 0.75), measured("slow", 1, 100)};
  CaseResult two = result_of("b", kFail);
  two.assertions = {measured("total", 0.5), measured("worst", 0.25), measured("slow", 0, 300)};
  two.assertions.push_back(measured("total", 0));
  two.assertions.back().verdict.status = Verdict::Status::error;
  const RunSummary summary = summary_of({one, two}, header);
  const auto& metrics = summary.cells[0].metrics;
  CHECK(metrics.at("total").value == 0.75);
  CHECK(metrics.at("total").count == 2);
  CHECK(metrics.at("worst").value == 0.25);
  CHECK(metrics.at("slow").value == Approx(290));
  CHECK(metrics.at("slow").aggregate == Aggregate::p95);
}

TEST_CASE("suites that aggregate a metric differently have no figure of it in common") {
  RunHeader header;
  header.suites = {{.name = "s", .path = "", .sha256 = "", .description = "", .metrics = {{"cer", Aggregate::micro}}},
                   {.name = "t", .path = "", .sha256 = "", .description = "", .metrics = {{"cer", Aggregate::min}}}};
  std::vector<CaseResult> results{result_of("a", kPass, 1), result_of("b", kPass, 1)};
  results[1].unit.suite = "t";
  for (CaseResult& result : results) {
    result.assertions = {measured("cer", 0.5)};
    result.assertions[0].verdict.evidence.set("tally", rate_tally(1, 4));
  }
  const RunSummary summary = summary_of(results, header);
  CHECK(summary.cells.at(0).metrics.at("cer").value == 0.25);
  CHECK(summary.cells.at(1).metrics.at("cer").value == 0.5);
  CHECK(summary.run_cells.at(0).metrics.empty());
}

TEST_CASE("beside a metric stand the other figures of its counts") {
  RunHeader header;
  header.suites = {{.name = "s", .path = "", .sha256 = "", .description = "", .metrics = {{"off", Aggregate::corpus}}}};
  std::vector<CaseResult> results;
  for (const auto& [id, error] : {std::pair{"a", std::optional(2.0)}, std::pair{"b", std::optional(0.0)},
                                  std::pair{"c", std::optional<double>()}}) {
    results.push_back(result_of(id, kFail, 0));
    results.back().assertions = {measured("off", 0), measured("plain", 0)};
    results.back().assertions[0].verdict.evidence.set("tally", count_tally(error));
  }
  const RunSummary summary = summary_of(results, header);
  const MetricSummary& metric = summary.cells.at(0).metrics.at("off");
  CHECK(metric.value == 1);
  CHECK(metric.figures.at("mae") == 1);
  CHECK(metric.figures.at("rmse") == Approx(std::sqrt(2)));
  CHECK(metric.figures.at("obo") == Approx(1.0 / 3));
  CHECK(metric_text(metric) == "1, corpus of 3 (mae 1, obo 0.3333, rmse 1.414)");
  CHECK(summary.cells.at(0).metrics.at("plain").figures.empty());
  CHECK(metric_text(summary.cells.at(0).metrics.at("plain")) == "0, mean of 3 units");
}

TEST_CASE("missing fixtures and refused keys are counted") {
  CaseResult missing = result_of("a", kError);
  missing.exchanges = {failed_with(Failure::Kind::missing_fixture)};
  CaseResult refused = result_of("b", kError);
  refused.exchanges = {failed_with(Failure::Kind::unauthorized)};
  CaseResult forbidden = result_of("c", kError);
  forbidden.exchanges = {failed_with(Failure::Kind::forbidden)};
  const RunSummary summary = summary_of({missing, refused, forbidden});
  CHECK(summary.missing_fixtures == 1);
  CHECK(summary.unauthorized == 2);
}

TEST_CASE("each unit is visited once, in the order of the plan") {
  MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", {});
  REQUIRE(writer);
  for (const CaseResult& result : repeats_of({kPass, kPass}, {2, 2})) REQUIRE(writer->add(result));
  CaseResult later = result_of("b", kFail);
  later.sequence = 2;
  REQUIRE(writer->add(later));
  const auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  std::string visited;
  summarise(*run, [&](const UnitSummary& unit) { visited += unit.id.case_id + std::to_string(unit.repeats) + " "; });
  CHECK(visited == "a2 b1 ");
}

}  // namespace
}  // namespace sightline

#include "compare/gates.h"

#include <catch2/catch.hpp>

#include "fakes/memory_files.h"
#include "runlog/runlog.h"

using namespace sightline;

namespace {

CellSummary judged_cell(std::string model, std::uint64_t passed, std::uint64_t failed, std::uint64_t errors = 0) {
  CellSummary c;
  c.suite = "receipts";
  c.model = std::move(model);
  c.prompt = "terse";
  c.counts.passed = passed;
  c.counts.failed = failed;
  c.counts.error = errors;
  c.answers = passed + failed;
  return c;
}

RunSummary run_of(std::vector<CellSummary> cells) {
  RunSummary summary;
  summary.cells = cells;
  for (CellSummary& c : cells) c.suite.clear();
  summary.run_cells = std::move(cells);
  return summary;
}

Gates project(Gate gate) {
  return {.project = std::move(gate), .suites = {}};
}

/// "pass pass_rate: …" for each verdict.
std::vector<std::string> gates_told(const std::vector<GateVerdict>& verdicts) {
  std::vector<std::string> lines;
  for (const GateVerdict& v : verdicts) {
    lines.push_back(std::string(status_name(v.status)) + " " + v.gate + ": " + v.sentence);
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("Without a gate, everything must pass and nothing may end in error") {
  CHECK(gates_told(judge_gates({}, run_of({judged_cell("m", 3, 0)}))) ==
        Lines{"pass errors: 0 units ended in error, 0 allowed",
              "pass pass_rate: pass rate 100.0 % reaches 100.0 % (terse, m)"});
  CHECK(gates_told(judge_gates({}, run_of({judged_cell("m", 3, 1, 1)}))) ==
        Lines{"fail errors: 1 unit ended in error, 0 allowed",
              "fail pass_rate: pass rate 60.0 % is below 100.0 % (terse, m)"});
}

TEST_CASE("A figure that misses its limit by little is told with the digits that it takes") {
  Gate gate;
  gate.pass_rate = 0.95;
  gate.latency_p95 = std::chrono::seconds(8);
  CellSummary close = judged_cell("m", 9496, 504);
  close.latency_p95_ms = 8000.25;
  CHECK(gates_told(judge_gates(project(gate), run_of({close}))) ==
        Lines{"pass errors: 0 units ended in error, 0 allowed",
              "fail pass_rate: pass rate 94.96 % is below 95.00 % (terse, m)",
              "fail latency_p95: latency at the 95th percentile 8000.2ms is above 8000.0ms (terse, m)"});
}

TEST_CASE("The worst of models and prompts counts") {
  Gate gate;
  gate.pass_rate = 0.7;
  const auto verdicts = judge_gates(
      project(gate), run_of({judged_cell("good", 9, 1), judged_cell("bad", 6, 4), judged_cell("fair", 8, 2)}));
  CHECK(gates_told(verdicts) == Lines{"pass errors: 0 units ended in error, 0 allowed",
                                      "fail pass_rate: pass rate 60.0 % is below 70.0 % (terse, bad)"});
  CHECK(verdicts[1].model == "bad");
  CHECK(verdicts[1].measured == 0.6);
}

TEST_CASE("A declared gate takes the place of the implied one") {
  Gate gate;
  gate.errors = 2;
  CHECK(gates_told(judge_gates(project(gate), run_of({judged_cell("m", 1, 5, 2)}))) ==
        Lines{"pass errors: 2 units ended in error, 2 allowed"});
}

TEST_CASE("A figure that the run does not have fails its gate and says so") {
  Gate gate;
  gate.cost = 1;
  gate.latency_p95 = std::chrono::seconds(8);
  gate.metrics["total"].min = 0.9;
  CHECK(gates_told(judge_gates(project(gate), run_of({judged_cell("m", 1, 0)}))) ==
        Lines{"pass errors: 0 units ended in error, 0 allowed",
              "fail metrics.total: metric total is not known (terse, m)", "fail cost: cost is not known (terse, m)",
              "fail latency_p95: latency at the 95th percentile is not known (terse, m)"});
}

TEST_CASE("Cost, latency, metrics and unparsed answers are held to their limits") {
  Gate gate;
  gate.cost = 1.5;
  gate.latency_p95 = std::chrono::seconds(8);
  gate.unparsed_rate = 0.1;
  gate.metrics["cer"].max = 0.2;
  CellSummary good = judged_cell("m", 10, 0);
  good.cost = 1.5;
  good.latency_p95_ms = 8000;
  good.unparsed = 1;
  good.metrics["cer"] = {.count = 10, .value = 0.2};
  for (const GateVerdict& v : judge_gates(project(gate), run_of({good}))) CHECK(v.status == GateVerdict::Status::pass);
  CellSummary bad = good;
  bad.cost = 1.6;
  bad.latency_p95_ms = 9000;
  bad.unparsed = 2;
  bad.metrics["cer"].value = 0.21;
  CHECK(gates_told(judge_gates(project(gate), run_of({bad}))) ==
        Lines{"pass errors: 0 units ended in error, 0 allowed",
              "fail metrics.cer: metric cer 0.21 is above 0.2 (terse, m)",
              "fail unparsed_rate: rate of answers that could not be read 20.0 % is above 10.0 % (terse, m)",
              "fail cost: cost $1.6000 is above $1.5000 (terse, m)",
              "fail latency_p95: latency at the 95th percentile 9s is above 8s (terse, m)"});
}

CellSummary cell_of(std::string suite, std::uint64_t passed, std::uint64_t failed, std::uint64_t errors = 0) {
  CellSummary c = judged_cell("m", passed, failed, errors);
  c.suite = std::move(suite);
  return c;
}

/// A run of the suites receipts and charts.
RunSummary two_suites() {
  RunSummary summary = run_of({judged_cell("m", 9, 9, 1)});
  summary.cells = {cell_of("receipts", 8, 2, 0), cell_of("charts", 1, 7, 1)};
  return summary;
}

TEST_CASE("What a suite sets takes its units out of what the project sets") {
  Gates gates;
  gates.project.pass_rate = 0.5;
  gates.suites["charts"].pass_rate = 0.2;
  CHECK(gates_told(judge_gates(gates, two_suites())) ==
        Lines{"fail errors: 1 unit ended in error, 0 allowed",
              "pass pass_rate: pass rate 80.0 % reaches 50.0 % (receipts, terse, m)",
              "fail pass_rate: pass rate 11.1 % is below 20.0 % (charts, terse, m)"});
  gates.suites["receipts"].pass_rate = 0.9;
  CHECK(gates_told(judge_gates(gates, two_suites())) ==
        Lines{"fail errors: 1 unit ended in error, 0 allowed",
              "fail pass_rate: pass rate 11.1 % is below 20.0 % (charts, terse, m)",
              "fail pass_rate: pass rate 80.0 % is below 90.0 % (receipts, terse, m)"});
}

TEST_CASE("What a suite sets under one name leaves it in the project's others") {
  Gates gates;
  gates.project.pass_rate = 0.5;
  gates.suites["charts"].cost = 1;
  CHECK(gates_told(judge_gates(gates, two_suites())) ==
        Lines{"fail errors: 1 unit ended in error, 0 allowed",
              "fail pass_rate: pass rate 47.4 % is below 50.0 % (terse, m)",
              "fail cost: cost is not known (charts, terse, m)"});
}

TEST_CASE("A suite without a gate is not let off because another has one") {
  Gates gates;
  gates.suites["charts"].pass_rate = 0.1;
  gates.suites["charts"].errors = 1;
  CHECK(gates_told(judge_gates(gates, two_suites())) ==
        Lines{"pass errors: 0 units ended in error, 0 allowed",
              "fail pass_rate: pass rate 80.0 % is below 100.0 % (receipts, terse, m)",
              "pass errors: 1 unit ended in error, 1 allowed (charts)",
              "pass pass_rate: pass rate 11.1 % reaches 10.0 % (charts, terse, m)"});
}

TEST_CASE("A metric gate does not speak of cells without the metric, where others have it") {
  Gate gate;
  gate.metrics["total"].min = 0.5;
  CellSummary with = judged_cell("m", 1, 0);
  with.metrics["total"] = {.count = 1, .value = 0.75};
  CHECK(gates_told(judge_gates(project(gate), run_of({judged_cell("k", 1, 0), with})))[1] ==
        "pass metrics.total: metric total 0.75 reaches 0.5 (terse, m)");
}

TEST_CASE("Nothing passes because nothing ran") {
  CellSummary skipped = judged_cell("m", 0, 0);
  skipped.counts.skipped = 3;
  CHECK(gates_told(judge_gates({}, run_of({skipped})))[1] == "fail pass_rate: pass rate is not known: nothing ran");
  CellSummary expected = judged_cell("m", 0, 0);
  expected.counts.xfailed = 3;
  expected.answers = 3;
  CHECK(gates_told(judge_gates({}, run_of({expected})))[1] ==
        "pass pass_rate: pass rate is not known: every unit that ran was expected to fail");
}

TEST_CASE("A must_pass case is a gate of its own, whatever the rate") {
  Gate gate;
  gate.pass_rate = 0;
  RunSummary summary = run_of({judged_cell("m", 9, 1)});
  UnitSummary unit;
  unit.id = {"receipts", "cafe", "terse", "m"};
  unit.status = Status::failed;
  unit.must_pass = true;
  summary.not_in_order.push_back(unit);
  CHECK(gates_told(judge_gates(project(gate), summary)).back() ==
        "fail must_pass: receipts/cafe#terse@m must pass and did not");
}

namespace {

CaseResult repeat_of(const std::string& id, unsigned repeat, Status status, Repeat repeats = {}) {
  CaseResult result;
  result.unit = {.suite = "receipts", .case_id = id, .prompt = "terse", .model = "m"};
  result.repeat = repeat;
  result.status = status;
  result.must_pass = true;
  result.repeats = repeats;
  return result;
}

/// What the gate must_pass says of a run of one unit, where errors are allowed and any rate will do.
Lines must_pass_of(const std::vector<CaseResult>& repeats) {
  fakes::MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", {});
  REQUIRE(writer);
  std::uint64_t sequence = 0;
  for (CaseResult result : repeats) {
    result.sequence = sequence++;
    REQUIRE(writer->add(result));
  }
  auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  Gate gate;
  gate.errors = 9;
  Lines lines;
  for (const GateVerdict& verdict : judge_gates(project(gate), summarise(*run))) {
    if (verdict.gate == "must_pass") lines.push_back(verdict.sentence);
  }
  return lines;
}

}  // namespace

TEST_CASE("A must_pass unit passes when enough of its repeats do, however flaky") {
  const Repeat two_of_three{.n = 3, .pass = 2};
  CHECK(must_pass_of({repeat_of("a", 0, Status::passed, two_of_three), repeat_of("a", 1, Status::failed, two_of_three),
                      repeat_of("a", 2, Status::passed, two_of_three)})
            .empty());
  CHECK(must_pass_of({repeat_of("a", 0, Status::failed, two_of_three), repeat_of("a", 1, Status::failed, two_of_three),
                      repeat_of("a", 2, Status::passed, two_of_three)}) ==
        Lines{"receipts/a#terse@m must pass and did not"});
}

TEST_CASE("A must_pass unit in error fails its gate even where errors are allowed") {
  CHECK(must_pass_of({repeat_of("a", 0, Status::error)}) == Lines{"receipts/a#terse@m must pass and ended in error"});
}

TEST_CASE("A must_pass unit that passes against expectation fails its gate, and that is what is said") {
  CHECK(must_pass_of({repeat_of("a", 0, Status::xpassed)}) ==
        Lines{"receipts/a#terse@m must pass, and passes though it is expected to fail"});
}

TEST_CASE("A must_pass unit that is skipped or not selected fails nothing") {
  CHECK(must_pass_of({repeat_of("a", 0, Status::skipped)}).empty());
  CHECK(must_pass_of({}).empty());
}

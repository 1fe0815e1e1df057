#include "report/verdict.h"

#include <catch2/catch.hpp>

#include "fakes/memory_files.h"
#include "report/report.h"

namespace sightline {
namespace {

using fakes::MemoryFiles;

RunSummary summary_with(std::uint64_t passed, std::uint64_t failed, std::uint64_t error) {
  RunSummary summary;
  summary.counts.passed = passed;
  summary.counts.failed = failed;
  summary.counts.error = error;
  summary.results = passed + failed + error;
  return summary;
}

GateVerdict gate_of(GateVerdict::Status status, std::string sentence) {
  GateVerdict gate;
  gate.status = status;
  gate.sentence = std::move(sentence);
  return gate;
}

RunFooter footer_of(int exit_code, std::vector<GateVerdict> gates = {}) {
  RunFooter footer;
  footer.exit_code = exit_code;
  footer.gates = std::move(gates);
  return footer;
}

std::string told(const std::optional<RunFooter>& footer, const RunSummary& summary) {
  MemoryFiles files;
  RunHeader header;
  header.planned_results = 10;
  REQUIRE(RunWriter::create(files, "/run", header));
  auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  if (footer) run->set_footer(*footer);
  const RunVerdict verdict = verdict_of(*run, summary);
  return verdict.word + ": " + verdict.sentence;
}

constexpr auto kPass = GateVerdict::Status::pass;
constexpr auto kFail = GateVerdict::Status::fail;
constexpr auto kOpen = GateVerdict::Status::inconclusive;

TEST_CASE("the verdict is one sentence") {
  CHECK(told(footer_of(0), summary_with(3, 0, 0)) == "Passed: 3 of 3 units passed");
  CHECK(told(footer_of(0, {gate_of(kPass, "all is well")}), summary_with(1, 0, 0)) ==
        "Passed: 1 of 1 unit passed, and every gate held");
  CHECK(told(footer_of(1, {gate_of(kPass, "a"), gate_of(kFail, "b is below"), gate_of(kFail, "c is above")}),
             summary_with(2, 1, 0)) == "Failed: b is below; 1 other gate failed too");
  CHECK(told(footer_of(1), summary_with(2, 1, 0)) == "Failed: 2 of 3 units passed");
  CHECK(told(footer_of(4, {gate_of(kFail, "x"), gate_of(kOpen, "the interval holds the limit")}),
             summary_with(2, 1, 0)) == "Inconclusive: the interval holds the limit");
  CHECK(told(footer_of(3), summary_with(2, 0, 1)) == "Incomplete: 1 unit ended in error; 2 of 3 units passed");
  CHECK(told(footer_of(3, {gate_of(kFail, "2 units ended in error, 0 allowed")}), summary_with(2, 0, 2)) ==
        "Incomplete: 2 units ended in error, 0 allowed; 2 of 4 units passed");
  CHECK(told(footer_of(130), summary_with(2, 0, 0)) ==
        "Interrupted: it was stopped before its end: 2 of 10 planned answers were judged");
  CHECK(told({}, summary_with(2, 0, 0)) == "Unfinished: the run's log has no end: 2 of 10 planned answers were judged");
}

TEST_CASE("why a run is incomplete is told before what passed") {
  RunFooter footer = footer_of(3, {gate_of(kFail, "x")});
  footer.complete = false;
  footer.incomplete_because = {"3 fixtures are missing", "the cost limit stopped it"};
  CHECK(told(footer, summary_with(2, 0, 3)) ==
        "Incomplete: 3 fixtures are missing, the cost limit stopped it; 2 of 5 units passed");
}

TEST_CASE("the command that runs a unit again can be pasted into a shell") {
  RunHeader header;
  header.suites.push_back(
      {.name = "receipts", .path = "suites/my receipts.yaml", .sha256 = "", .description = "", .metrics = {}});
  CHECK(rerun_command({"receipts", "cafe", "terse", "qwen3-vl:32b"}, header) ==
        "sightline run 'suites/my receipts.yaml' --case cafe --prompt terse --model qwen3-vl:32b");
  CHECK(rerun_command({"receipts", "x@n=1,t=a.png", "it's", "$(reboot); `id`"}, header) ==
        "sightline run 'suites/my receipts.yaml' --case x@n=1,t=a.png --prompt 'it'\\''s' --model '$(reboot); `id`'");
  header.mode = Mode::live;
  CHECK(rerun_command({"elsewhere", "a", "", ""}, header) == "sightline run elsewhere --case a --mode live");
  header.command = {"run", "--allow-exec"};
  CHECK(rerun_command({"elsewhere", "a", "", ""}, header) ==
        "sightline run elsewhere --case a --mode live --allow-exec");
}

TEST_CASE("formats are found by their names") {
  std::string names;
  for (const ReportFormat& format : report_formats()) names += format.name + "=" + format.file_name + " ";
  CHECK(names ==
        "html=report.html json=results.json junit=junit.xml md=summary.md csv=results.csv github=annotations.txt ");
  CHECK(find_report_format("junit")->file_name == "junit.xml");
  CHECK(find_report_format("pdf") == nullptr);
}

}  // namespace
}  // namespace sightline

#include "report/running_summary.h"

#include <catch2/catch.hpp>

#include "fakes/memory_files.h"
#include "fakes/varied_run.h"
#include "report/report.h"
#include "report/summary_json.h"
#include "report/units.h"

namespace sightline {
namespace {

RunReader varied_run(fakes::MemoryFiles& files, std::uint64_t seed) {
  auto writer = RunWriter::create(files, "/run", fakes::varied_header());
  REQUIRE(writer);
  for (const CaseResult& result : fakes::varied_results(seed, 60)) REQUIRE(writer->add(result));
  auto run = writer->read_back(files);
  REQUIRE(run);
  return std::move(*run);
}

std::string text_of(const RunSummary& summary) {
  std::string text;
  JsonWriter json(text);
  write_summary(json, summary, Figures::all);
  text += std::to_string(summary.answers) + " answers, " + std::to_string(summary.results) + " results\n";
  for (const UnitSummary& unit : summary.not_in_order) text += unit.id.text() + " " + unit.reason + "\n";
  for (const UnitId& unit : summary.solved_without_image) text += unit.text() + "\n";
  return text;
}

TEST_CASE("a run that is summed up on the way comes to what it does afterwards, wherever that ended") {
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    fakes::MemoryFiles files;
    const RunReader run = varied_run(files, seed);
    const std::string expected = text_of(summarise(run));
    std::vector<std::vector<CaseResult>> units;
    for_each_unit(run, [&](std::vector<CaseResult>& repeats) { units.push_back(repeats); });
    for (const std::size_t on_the_way : {std::size_t{0}, std::size_t{1}, units.size() / 2, units.size()}) {
      RunningSummary summary(run.header());
      for (std::size_t i = 0; i < on_the_way; ++i) summary.add(units[i]);
      INFO("seed " << seed << ", " << on_the_way << " of " << units.size() << " units");
      CHECK(text_of(summary.finish(run)) == expected);
    }
  }
}

TEST_CASE("reports of a run that is read back are those of its log") {
  for (const std::uint64_t seed : {5U, 6U}) {
    fakes::MemoryFiles files;
    const RunReader run = varied_run(files, seed);
    const auto log = RunReader::open(files, "/run");
    REQUIRE(log);
    const RunSummary summary = summarise(run);
    for (const ReportFormat& format : report_formats()) {
      std::ostringstream of_run;
      std::ostringstream of_log;
      format.write(run, summary, of_run);
      format.write(*log, summary, of_log);
      INFO(format.name);
      CHECK(of_run.str() == of_log.str());
    }
    std::ostringstream of_run;
    std::ostringstream of_log;
    write_stable_results_json(run, summary, of_run);
    write_stable_results_json(*log, summary, of_log);
    CHECK(of_run.str() == of_log.str());
  }
}

}  // namespace
}  // namespace sightline

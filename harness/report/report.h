#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "report/report_writer.h"
#include "report/summary.h"
#include "runlog/runlog.h"

namespace sightline {

/// One way to write a run down, the same bytes for the same run.
struct ReportFormat {
  std::string name;       ///< "html", as --format and --report take it.
  std::string file_name;  ///< "report.html"
  /// A writer that begins with the run and its summary, to be told the units. Null: it needs no units, and all is
  /// written.
  std::unique_ptr<ReportWriter> (*begin)(const RunReader& run, const RunSummary& summary, std::ostream& out);
  void write(const RunReader& run, const RunSummary& summary, std::ostream& out) const;
};
/// html, json, junit, md, csv, github.
const std::vector<ReportFormat>& report_formats();
const ReportFormat* find_report_format(std::string_view name);

/// results.json without run id, times, timings and host: what a baseline and a replay are compared by.
void write_stable_results_json(const RunReader& run, const RunSummary& summary, std::ostream& out);

/// The JSON Schema (2020-12) that results.json follows.
std::string results_schema();

/// The command that runs one unit again: "sightline run suites/receipts.yaml --case cafe --prompt terse --model m".
std::string rerun_command(const UnitId& unit, const RunHeader& header);

}  // namespace sightline

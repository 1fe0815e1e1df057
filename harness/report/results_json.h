#pragma once

#include <memory>
#include <ostream>

#include "report/report_writer.h"

namespace sightline {

/// The format of results.json that this version writes; a reader refuses a newer one.
constexpr unsigned kResultsFormat = 1;

/// results.json: header, footer and summary, then the units in plan order, one a line, each with its results as they
/// stand in run.jsonl and the requests that they sent.
std::unique_ptr<ReportWriter> results_json_writer(const RunReader& run, const RunSummary& summary, std::ostream& out);

}  // namespace sightline

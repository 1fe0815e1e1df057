#pragma once

#include <ostream>

#include "report/summary.h"

namespace sightline {

/// The format of results.json that this version writes; a reader refuses a newer one.
constexpr unsigned kResultsFormat = 1;

/// results.json: header, footer and summary, then the units in plan order, one a line, each with its results as they
/// stand in run.jsonl and the requests that they sent.
void write_results_json(const RunReader& run, const RunSummary& summary, std::ostream& out);

}  // namespace sightline

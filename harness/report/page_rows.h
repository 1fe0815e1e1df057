#pragma once

#include <string>
#include <vector>

#include "report/report_writer.h"
#include "report/run_companions.h"
#include "report/summary.h"

namespace sightline {

/// The JSON texts, each on one line, that the page's data is made of.

/// What is told of the run as a whole.
std::string page_head(const RunReader& run, const RunSummary& summary, const RunCompanions& companions);
/// A unit's row in the table of cases. Where it changed since the baseline, `change` is how, by the names of
/// compare.json, and `before` what it was; it is "new" where the baseline does not have it.
std::string page_row(const std::vector<CaseResult>& repeats, const RunCompanions& companions);
std::string page_row(const UnitSummary& unit, const std::vector<CaseResult>& repeats, const RunCompanions& companions);
/// What is told of a unit when it is opened: its repeats, the requests that they sent, the command that runs it again.
std::string page_detail(const std::vector<CaseResult>& repeats, const RunReader& run);
std::string page_detail(const ReportUnit& unit, const RunHeader& header);

}  // namespace sightline

#pragma once

#include <string>
#include <vector>

#include "report/report.h"

namespace sightline {

/// The formats of a list such as "html,junit". Errors: every name that is none.
Expected<std::vector<const ReportFormat*>> formats_named(const std::string& list);

/// Writes a run's reports into its folder, each under its own name. Gives their paths.
Expected<std::vector<std::string>> write_reports(const RunReader& run, const RunSummary& summary,
                                                 const std::vector<const ReportFormat*>& formats,
                                                 const std::string& folder);

/// Of the paths that were written, those that people are told: the page, and where there is none, all.
std::vector<std::string> page_or_all(const std::vector<std::string>& paths);

}  // namespace sightline

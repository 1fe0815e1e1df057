#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "model/result.h"
#include "report/summary.h"

namespace sightline {

/// The exit code of a run whose footer has everything else; the rules stand in the order of the command line's help.
int exit_code_of(const RunFooter& footer, const RunSummary& summary, bool interrupted);

/// Tells a person how the run ended: each unit that is not in order with its first reason and the command that runs it
/// again, counts, gates, cost and where the report is.
void tell_outcome(const RunHeader& header, const RunSummary& summary, const RunFooter& footer,
                  const std::vector<std::string>& report_paths, Terminal& terminal);

}  // namespace sightline

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/terminal.h"
#include "model/result.h"
#include "report/summary.h"
#include "run/plan.h"
#include "run/runner.h"

namespace sightline {

/// The exit code of a run whose footer has everything else; the rules stand in the order of the command line's help.
int exit_code_of(const RunFooter& footer, const RunSummary& summary, bool interrupted);

/// Leaves of a shard's verdicts those that hold whatever the other shards bring: more errors than are allowed. All else
/// is judged when the shards are merged.
void keep_what_a_shard_decides(std::vector<GateVerdict>& verdicts);

/// Tells a person how the run ended: each unit that is not in order with its first reason and the command that runs it
/// again, counts, gates, cost and where the report is.
void tell_outcome(const RunHeader& header, const RunSummary& summary, const RunFooter& footer,
                  const std::vector<std::string>& report_paths, Terminal& terminal);

/// Tells of each model whose API was not asked as fast as it might have been, and why.
void tell_pace(const RunEnd& end, Terminal& terminal);

/// Tells which units no answer was given to, and how many answers are to other requests than today's.
void tell_given(const RunEnd& end, Terminal& terminal);

/// The results of a run that are no part of a plan, by unit and repeat.
std::vector<std::pair<UnitId, unsigned>> results_not_planned(const RunReader& run, const Plan& plan);
/// Tells that so many results of an earlier run are left out, if any.
void tell_dropped(std::size_t count, Terminal& terminal);

}  // namespace sightline

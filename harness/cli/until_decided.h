#pragma once

#include "cli/run_baseline.h"
#include "cli/run_execution.h"
#include "run/early_decision.h"
#include "run/runner.h"

namespace sightline {

/// How a run with --until-decided is held against its baseline while it goes on: with the margin and the confidence of
/// the project's gate non_inferior. Errors: there is no baseline.
Expected<EarlyDecisionOptions> early_decision_of(const RunExecution& execution,
                                                 const std::optional<Baseline>& baseline);

/// Takes what an early decision made needless out of the baseline: it is not gone, it was not asked.
void leave_out_needless(const RunEnd& end, Baseline& baseline);

/// Ends the gates of a run that was stopped early: an interval of a fixed number of cases says nothing where one stops
/// as soon as one sees enough, so that the anytime-valid test takes the place of non_inferior.
void settle_early(const RunEnd& end, RunFooter& footer);

/// What each model and prompt came to, and what that saved.
void tell_decided(const RunFooter& footer, std::uint64_t planned_results, Terminal& terminal);

}  // namespace sightline

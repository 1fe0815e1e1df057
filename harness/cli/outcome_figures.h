#pragma once

#include "cli/terminal.h"
#include "report/summary.h"

namespace sightline {

/// Tells the figures of a run and how sure they are: the pass rate and the score of each model and prompt, what repeats
/// say, errors and answers that could not be judged as they stand, and metrics.
void tell_figures(const RunSummary& summary, Terminal& terminal);

/// Names the units whose repeats disagree, those that passed too.
void tell_flaky(const RunSummary& summary, Terminal& terminal);

}  // namespace sightline

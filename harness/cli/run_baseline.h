#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/run_execution.h"
#include "compare/gates.h"
#include "compare/run_figures.h"

namespace sightline {

/// The run that a new one is compared with.
struct Baseline {
  RunFigures figures;
  std::vector<std::string> notes;  ///< What was left out of it.
};

/// Where the baseline of a run is looked for.
struct BaselineWish {
  std::string named;  ///< --baseline; empty: the project's.
  const Project& project;
  const Gates& gates;  ///< Of the run.
};

/// Reads a baseline. Nothing where there is none, or where the project's is not there yet and no gate needs it, which
/// is said. Errors: it cannot be read; a gate needs it and there is none.
Expected<std::optional<Baseline>> open_baseline(const BaselineWish& wish, const Files& files, Terminal& terminal);

/// Leaves out of a baseline what a run of the units `run` is not about: other suites, other models, and units that the
/// suites still have (`whole`) and the run does not select. What the suites have no more stays: it is gone, and is
/// told.
void narrow(Baseline& baseline, const std::vector<UnitId>& run, const std::vector<UnitId>& whole);
std::vector<UnitId> units_of(const Plan& plan);

/// The baseline of a run that is about to begin, before anything is sent and before `latest` names the new run. Nothing
/// for a shard: it is the merged run that is compared; --baseline is an error there.
Expected<std::optional<Baseline>> baseline_of(const RunExecution& execution);

/// Errors where the baseline is the run in `folder`, which is about to be finished.
Expected<void> check_other_run(const Baseline& baseline, const std::string& folder);

}  // namespace sightline

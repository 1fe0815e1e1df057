#pragma once

#include <string>

#include "base/clock.h"
#include "cli/run_baseline.h"
#include "cli/run_execution.h"
#include "report/running_summary.h"
#include "run/runner.h"
#include "runlog/runlog.h"

namespace sightline {

/// A run of which the last answer is in.
struct EndedRun {
  std::string folder;
  RunWriter& writer;  ///< Takes the footer.
  const Clock& clock;
  const RunEnd& end;
  double wall_ms = 0;
  const Baseline* baseline = nullptr;  ///< Null: there is none to compare with.
  RunningSummary* summary = nullptr;   ///< What was summed up on the way; null: nothing was.
};

/// Under GitHub Actions writes annotations to standard output, and the summary for people to $GITHUB_STEP_SUMMARY.
void write_github_summary(const RunReader& run, const RunSummary& summary);

/// Judges the gates, ends the log, writes the reports and the comparison with the baseline, and tells the outcome.
/// Gives the exit code.
int report_run(const RunExecution& execution, const EndedRun& run);

}  // namespace sightline

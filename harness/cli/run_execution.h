#pragma once

#include <string>

#include "cli/run_request.h"
#include "cli/session.h"
#include "run/plan.h"

namespace sightline {

/// Everything that `sightline run` has decided before the first request leaves.
struct RunExecution {
  const RunArguments& arguments;
  const RunRequest& request;
  const Session& session;
  const Plan& plan;
  Files& files;
  Terminal& terminal;
};

/// Runs the plan, writes run.jsonl and the reports, judges the gates, and tells the outcome. Gives the exit code.
int execute_run(const RunExecution& execution);

}  // namespace sightline

#pragma once

#include <string>
#include <vector>

#include "cli/fixture_load.h"
#include "cli/run_request.h"
#include "cli/session.h"
#include "run/given_answers.h"
#include "run/plan.h"
#include "runlog/runlog.h"

namespace sightline {

/// Everything that `sightline run` has decided before the first request leaves.
struct RunExecution {
  const RunArguments& arguments;
  const RunRequest& request;
  const Session& session;
  const Plan& plan;
  Files& files;
  Terminal& terminal;
  FixtureLoad* fixtures = nullptr;        ///< Of the session's project, under way or not begun; execute_run() needs it.
  std::vector<std::string> command = {};  ///< What was asked for, for the run's header.
  const GivenAnswers* given = nullptr;    ///< Answers that are there already: in mode `answers`, and only there.
  bool given_in_part = false;             ///< Repeats without an answer leave the run complete.
  const RunReader* images_of = nullptr;   ///< The run whose images are taken over; null: those of today's suites.
};

/// Runs the plan, writes run.jsonl and the reports, judges the gates, and tells the outcome. Gives the exit code.
int execute_run(const RunExecution& execution);

}  // namespace sightline

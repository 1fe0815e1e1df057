#pragma once

#include "cli/run_request.h"
#include "cli/session.h"
#include "compare/gates.h"
#include "run/plan.h"

namespace sightline {

/// The gates of the project and of its suites as declared, those of the command line over them.
Gates declared_gates(const Session& session, const Gate& of_command_line);

/// The value of --baseline with which nothing is compared: for the run that is to become the first baseline.
inline constexpr std::string_view kNoBaseline = "none";
/// Takes out what compares with a baseline.
void leave_out_comparing(Gates& gates);

/// The same of a run, without what compares where there is to be no baseline: a suite of which nothing is planned has
/// nothing to judge.
Gates gates_of(const Session& session, const Plan& plan, const RunRequest& request);

}  // namespace sightline

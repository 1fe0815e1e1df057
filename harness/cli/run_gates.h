#pragma once

#include "cli/run_request.h"
#include "cli/session.h"
#include "compare/gates.h"
#include "run/plan.h"

namespace sightline {

/// The gates of a run as declared, those of the command line over the project's and the suites'. A suite of which
/// nothing is planned has nothing to judge.
Gates gates_of(const Session& session, const Plan& plan, const RunRequest& request);

}  // namespace sightline

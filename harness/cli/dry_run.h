#pragma once

#include "cli/run_request.h"
#include "cli/session.h"
#include "run/plan.h"

namespace sightline {

/// Prints each first request that the plan would send as one JSON line {"unit", "repeat", "url", "body"}, images as
/// digests. Gives the exit code.
int print_dry_run(const Plan& plan, const Node& params, Terminal& terminal);

/// Prints the first request of the unit of that name as a curl command that sends it whole: the key stays "$NAME".
/// Errors: no such unit is planned.
int print_as_curl(const Plan& plan, const Node& params, const std::string& unit, const Files& files,
                  Terminal& terminal);

}  // namespace sightline

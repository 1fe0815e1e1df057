#pragma once

#include "cli/terminal.h"
#include "run/plan.h"

namespace sightline {

/// Says where a plan is more than what was selected, and which groups it leaves out.
void tell_plan_notes(const Plan& plan, Terminal& terminal);

}  // namespace sightline

#pragma once

#include "cli/fixtures_folder.h"

namespace sightline {

/// Changes one thing in each fixture's request, in each way that applies, and demands that neither the library nor a
/// real server over it answers. Says what came of it; the exit code.
int prove_discrimination(const Files& files, const OpenFixtures& opened, Terminal& terminal);

}  // namespace sightline

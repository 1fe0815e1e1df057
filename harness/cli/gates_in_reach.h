#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/run_request.h"
#include "cli/session.h"
#include "compare/gates.h"
#include "model/result.h"

namespace sightline {

/// The gates of a run whose suites are looked for where they are today.
struct GatesInReach {
  Gates gates;
  Session session;                   ///< The project, and those of the suites that are there.
  std::vector<std::string> secrets;  ///< Of the project's models: what may not be written.
};

/// The gates of the project and of the suites of a run, as they are declared today, under those of the command line. A
/// suite with another text than in the run, one that is gone, and a project that is not in reach are told; what they
/// would declare is then not judged. Nothing where a suite cannot be loaded, which has been said.
std::optional<GatesInReach> gates_in_reach(const RunHeader& header, const Gate& over, const Files& files,
                                           Terminal& terminal);

}  // namespace sightline

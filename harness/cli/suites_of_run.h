#pragma once

#include <optional>
#include <string>

#include "cli/session.h"
#include "model/result.h"

namespace sightline {

/// A suite of a run as it is found from here: its path there is relative to the project's folder.
std::string path_from_here(const Files& files, const std::string& suite);

/// Today's suites of a run, or those that `arguments` name, in a project that knows the models which the run made up.
/// Where something is wrong with them, it has been said and nothing is returned.
std::optional<Session> open_suites_of(const RunHeader& header, SuiteArguments arguments, const Files& files,
                                      Terminal& terminal);

}  // namespace sightline

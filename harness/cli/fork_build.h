#pragma once

#include <optional>
#include <string>

#include "base/files.h"
#include "run/endpoint.h"

namespace sightline {

/// Where this is the build of a pull request that comes from a fork: how that is known, in words ("GITHUB_EVENT_PATH
/// says that …"). There the project file is a stranger's, and what it allows is not believed. Nothing elsewhere. A
/// build of a pull request that does not say where it comes from counts as one of a fork. `files` reads the event's
/// file.
std::optional<std::string> fork_build(const Environment& environment, const Files& files);

}  // namespace sightline

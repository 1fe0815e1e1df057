#pragma once

#include <string>

#include "base/error.h"

namespace sightline {

/// Gives a file a second name: a hard link where the two can have one, else a copy. A file that stands at `to` already
/// stays. Errors name path and cause.
Expected<void> link_or_copy(const std::string& from, const std::string& to);

}  // namespace sightline

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "suite/loading.h"

namespace sightline {

/// Reads one suite. `absolute` is the path of an existing file inside the project's root. Nothing where its text is no
/// YAML map; all that is wrong is told to `loading`.
std::optional<Suite> read_suite(const std::string& absolute, Loading& loading);

}  // namespace sightline

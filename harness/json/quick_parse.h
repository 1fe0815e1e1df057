#pragma once

#include <optional>
#include <string_view>

#include "json/json.h"

namespace sightline {

/// The same tree that parse_carefully() makes of a JSON text, in a third of its time. Nothing where the text is wrong,
/// or where it is not worth finding out here whether it is: then that one is asked.
std::optional<Node> parse_quickly(std::string_view text, const JsonLimits& limits);

}  // namespace sightline

#pragma once

#include <optional>
#include <string_view>

#include "model/comparison.h"

namespace sightline {

/// Reads a compare.json as this program writes it. Nothing where the text is broken, or of another format.
std::optional<Comparison> read_comparison(std::string_view text);

}  // namespace sightline

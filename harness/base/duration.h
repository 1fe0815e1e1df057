#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sightline {

/// Reads "500ms", "8s", "1.5s", "2m", "1h"; nothing where it is no duration. A bare number is none: units are written.
/// Parts of a millisecond and more than 100,000 hours are none either.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
/// The shortest of those forms that says the same: "8s", "1.5s", "500ms", "0s".
std::string duration_text(std::chrono::milliseconds duration);

}  // namespace sightline

#pragma once

#include <optional>
#include <string_view>

namespace sightline {

/// What Python's float(text) gives; nothing where it raises a ValueError. Taken are blanks at the ends, a sign, decimal
/// digits of any script, underscores between digits, an exponent, "inf", "infinity" and "nan" in any case; a number too
/// large is infinite, one too small is 0. `text` is UTF-8.
std::optional<double> python_float(std::string_view text);

}  // namespace sightline

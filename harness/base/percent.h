#pragma once

#include <string>
#include <string_view>

namespace sightline {

/// Text of a URL with each `%41` made the byte that it names. A `%` without two hex digits stays, and so does `+`.
std::string decode_percents(std::string_view text);

}  // namespace sightline

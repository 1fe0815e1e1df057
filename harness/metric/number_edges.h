#pragma once

#include <cstddef>
#include <string_view>

namespace sightline {

/// What stands beside a number in a text.

/// Bytes of the one blank that `text` begins or ends with: U+0020, or one that does not break or is narrow; 0 where
/// there is none.
std::size_t leading_blank(std::string_view text);
std::size_t trailing_blank(std::string_view text);
/// Of UTF-8; a blank where there is none.
char32_t first_code_point(std::string_view text);
char32_t last_code_point(std::string_view text);

}  // namespace sightline

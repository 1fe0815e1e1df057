#pragma once

#include <string>
#include <string_view>

namespace sightline {

/// Foreign text as a terminal, a CI server or a comment may show it: malformed UTF-8, control characters but tab and
/// line feed, marks that turn the direction of text, and noncharacters become U+FFFD; a carriage return goes where a
/// line feed follows it.
std::string harmless(std::string_view text);

/// The same on one line: line feeds and tabs become blanks; at most `limit` code points.
std::string harmless_line(std::string_view text, std::size_t limit);

}  // namespace sightline

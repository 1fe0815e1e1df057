#pragma once

#include <string>
#include <string_view>

namespace sightline {

/// A text in which no line is a command to the CI system that reads the log (GitHub's `::error::`, Azure's `##vso[`,
/// TeamCity's): a blank stands in the mark. All else is as it was.
std::string without_commands(std::string_view text);

/// Foreign text as a terminal, a CI server or a comment may show it: malformed UTF-8, control characters but tab and
/// line feed, marks that turn the direction of text, and noncharacters become U+FFFD; a carriage return goes where a
/// line feed follows it.
std::string harmless(std::string_view text);

/// The same on one line: line feeds and tabs become blanks; at most `limit` code points.
std::string harmless_line(std::string_view text, std::size_t limit);

}  // namespace sightline

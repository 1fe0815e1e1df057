#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sightline {

/// What stands behind the "ANSWER:" of an answer, as inspect_ai's parse_answers finds it: letters, digits, commas and
/// blanks, in the first line that begins with it and has nothing else, or else behind the first one anywhere that such
/// characters follow and no other letter ends. The word is read in any case. Nothing where there is none. Takes time in
/// proportion to the text's length.
std::optional<std::string> find_answer_line(std::string_view text);

}  // namespace sightline

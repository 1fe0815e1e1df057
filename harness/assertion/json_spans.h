#pragma once

#include <string_view>
#include <vector>

namespace sightline {

/// Where JSON stands in an answer that is more than JSON.

/// What stands in its fenced blocks, ``` or ```json, in their order. The last one may be closed by nothing.
std::vector<std::string_view> fenced_json(std::string_view text);
/// From the first bracket to the last of its kind, the longer span first: "see [1]: {…}" is about the object,
/// "[{…}, {…}]" about the list. Empty where the span is a part of something that was not closed.
std::vector<std::string_view> outermost_json(std::string_view text);

}  // namespace sightline

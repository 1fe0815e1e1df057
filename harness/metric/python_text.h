#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// What Python's str methods do, for metrics whose definition is a Python program. `lower` and `upper` of base/text.h
/// are Python's. Texts are UTF-8.

/// str.isspace of one code point. That is Unicode's White_Space and the separators U+001C to U+001F.
bool is_python_space(char32_t c);
/// str.split(): runs of white space part words; none at the ends.
std::vector<std::string_view> python_split(std::string_view text);
/// str.strip() and str.rstrip().
std::string_view python_strip(std::string_view text);
std::string_view python_rstrip(std::string_view text);
/// What re.sub(r"\b(a|an|the)\b", " ", text) gives.
std::string without_articles(std::string_view text);
/// Without string.punctuation, which is ASCII's.
std::string without_punctuation(std::string_view text);

}  // namespace sightline

#pragma once

#include <string_view>

namespace sightline {

/// How alike two texts are, from 0 to 1: 1 less their Levenshtein distance as a share of the longer one's length. White
/// space counts as one blank. Counted in code points; where a text has more than 4,000 of them, in words, of which the
/// first 8,000 count.
double text_similarity(std::string_view a, std::string_view b);

}  // namespace sightline

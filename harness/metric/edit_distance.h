#pragma once

#include <cstddef>
#include <string_view>

#include "metric/bit_rows.h"

namespace sightline {

/// The fewest insertions, deletions and substitutions of one element each that turn one sequence into the other
/// (Levenshtein). Elements are code points, or whatever numbers stand for: words. Takes time in proportion to
/// edit_work() and memory in proportion to the lengths (Myers 1999, in Hyyrö's form by blocks of 64 rows).
std::size_t edit_distance(std::u32string_view a, std::u32string_view b);

}  // namespace sightline

#pragma once

#include <cstddef>
#include <string_view>

namespace sightline {

/// The fewest insertions, deletions and substitutions of one element each that turn one sequence into the other
/// (Levenshtein). Elements are code points, or whatever numbers stand for: words. Takes time in proportion to
/// edit_work() and memory in proportion to the lengths (Myers 1999, in Hyyrö's form by blocks of 64 rows).
std::size_t edit_distance(std::u32string_view a, std::u32string_view b);

/// Steps that edit_distance() takes at most: the longer length times the blocks of 64 of the shorter one. A step is
/// about 3 ns.
double edit_work(std::size_t a, std::size_t b);

/// What an assertion spends on one answer at most: an answer of a million characters is compared with texts of 10,000
/// characters in all.
inline constexpr double kMostEditWork = 1.6e8;

}  // namespace sightline

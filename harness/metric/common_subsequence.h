#pragma once

#include <cstddef>
#include <string_view>

namespace sightline {

/// The length of the longest common subsequence of two sequences (LCS). Elements are code points, or whatever numbers
/// stand for: words. Takes time in proportion to edit_work() (bit_rows.h; Hyyrö 2004).
std::size_t common_subsequence(std::u32string_view a, std::u32string_view b);

}  // namespace sightline

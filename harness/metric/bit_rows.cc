#include "metric/bit_rows.h"

#include <algorithm>
#include <unordered_map>

namespace sightline {

BitRows::BitRows(std::u32string_view pattern, std::u32string_view text) {
  std::unordered_map<char32_t, std::uint32_t> numbers;
  pattern_.reserve(pattern.size());
  for (const char32_t c : pattern) {
    pattern_.push_back(numbers.emplace(c, static_cast<std::uint32_t>(numbers.size() + 1)).first->second);
  }
  text_.reserve(text.size());
  for (const char32_t c : text) {
    const auto found = numbers.find(c);
    text_.push_back(found == numbers.end() ? 0 : found->second);
  }
  masks_.assign(numbers.size() + 1, 0);
}

std::size_t BitRows::rows(std::size_t block) const {
  return std::min(kRows, pattern_.size() - block * kRows);
}

void BitRows::enter(std::size_t block) {
  std::ranges::fill(masks_, 0);
  for (std::size_t i = 0; i < rows(block); ++i) masks_[pattern_[block * kRows + i]] |= std::uint64_t{1} << i;
}

double edit_work(std::size_t a, std::size_t b) {
  const auto [less, more] = std::minmax(a, b);
  return static_cast<double>(more) * static_cast<double>((less + BitRows::kRows - 1) / BitRows::kRows);
}

}  // namespace sightline

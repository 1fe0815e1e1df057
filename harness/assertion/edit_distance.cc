#include "assertion/edit_distance.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sightline {
namespace {

constexpr std::size_t kRows = 64;

/// Without what both begin and end with, which costs nothing.
void strip_common_ends(std::u32string_view& a, std::u32string_view& b) {
  const auto begin = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  a.remove_prefix(begin);
  b.remove_prefix(begin);
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
}

/// The elements of the pattern numbered from 1, and the text in these numbers; 0 is what the pattern has not.
class Numbered {
 public:
  Numbered(std::u32string_view pattern, std::u32string_view text) {
    std::unordered_map<char32_t, std::uint32_t> numbers;
    for (const char32_t c : pattern) {
      pattern_.push_back(numbers.emplace(c, static_cast<std::uint32_t>(numbers.size() + 1)).first->second);
    }
    for (const char32_t c : text) {
      const auto found = numbers.find(c);
      text_.push_back(found == numbers.end() ? 0 : found->second);
    }
    masks_.assign(numbers.size() + 1, 0);
  }

  const std::vector<std::uint32_t>& text() const { return text_; }
  std::size_t blocks() const { return (pattern_.size() + kRows - 1) / kRows; }
  std::size_t rows(std::size_t block) const { return std::min(kRows, pattern_.size() - block * kRows); }
  /// By number: in which rows of the block an element stands.
  const std::vector<std::uint64_t>& masks(std::size_t block) {
    std::ranges::fill(masks_, 0);
    for (std::size_t i = 0; i < rows(block); ++i) masks_[pattern_[block * kRows + i]] |= std::uint64_t{1} << i;
    return masks_;
  }

 private:
  std::vector<std::uint32_t> pattern_;
  std::vector<std::uint32_t> text_;
  std::vector<std::uint64_t> masks_;
};

/// The differences of one block's rows in one column: where a row is one more or one less than the row above it.
struct Column {
  std::uint64_t more = ~std::uint64_t{0};
  std::uint64_t less = 0;

  /// Goes on to the next column. `in` is how the row above the block changed from column to column, -1 to 1; gives how
  /// the row of `last` did.
  int advance(std::uint64_t equal, int in, std::uint64_t last) {
    const std::uint64_t in_less = in < 0 ? 1 : 0;
    const std::uint64_t same = equal | less;
    equal |= in_less;
    const std::uint64_t diagonal = (((equal & more) + more) ^ more) | equal;
    std::uint64_t right_more = less | ~(diagonal | more);
    std::uint64_t right_less = more & diagonal;
    const int out = ((right_more & last) != 0 ? 1 : 0) - ((right_less & last) != 0 ? 1 : 0);
    right_more = (right_more << 1) | (in > 0 ? 1 : 0);
    right_less = (right_less << 1) | in_less;
    more = right_less | ~(same | right_more);
    less = right_more & same;
    return out;
  }
};

}  // namespace

std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
  strip_common_ends(a, b);
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return b.size();
  Numbered numbered(a, b);
  const std::vector<std::uint32_t>& text = numbered.text();
  // How the row above the block at hand changes from column to column; above the first block it grows by one.
  std::vector<std::int8_t> steps(text.size(), 1);
  for (std::size_t block = 0; block < numbered.blocks(); ++block) {
    const std::vector<std::uint64_t>& masks = numbered.masks(block);
    const std::uint64_t last = std::uint64_t{1} << (numbered.rows(block) - 1);
    Column column;
    for (std::size_t j = 0; j < text.size(); ++j) {
      steps[j] = static_cast<std::int8_t>(column.advance(masks[text[j]], steps[j], last));
    }
  }
  std::ptrdiff_t distance = static_cast<std::ptrdiff_t>(a.size());
  for (const std::int8_t step : steps) distance += step;
  return static_cast<std::size_t>(distance);
}

double edit_work(std::size_t a, std::size_t b) {
  const auto [less, more] = std::minmax(a, b);
  return static_cast<double>(more) * static_cast<double>((less + kRows - 1) / kRows);
}

}  // namespace sightline

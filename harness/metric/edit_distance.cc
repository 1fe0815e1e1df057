#include "metric/edit_distance.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "metric/bit_rows.h"

namespace sightline {
namespace {

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

/// How a row changes from one column to the next: by one more, one less, or not at all.
constexpr std::uint8_t kMore = 1;
constexpr std::uint8_t kLess = 2;

/// The differences of one block's rows in one column: where a row is one more or one less than the row above it.
struct Column {
  std::uint64_t more = ~std::uint64_t{0};
  std::uint64_t less = 0;

  /// Goes on to the next column, where `equal` are the rows of its element. `step` is how the row above the block
  /// changes; gives how the block's row of number `last` does.
  std::uint8_t advance(std::uint64_t equal, std::uint8_t step, unsigned last) {
    const std::uint64_t in_more = step & kMore;
    const std::uint64_t in_less = step >> 1;
    const std::uint64_t same = equal | less;
    equal |= in_less;
    const std::uint64_t diagonal = (((equal & more) + more) ^ more) | equal;
    const std::uint64_t right_more = less | ~(diagonal | more);
    const std::uint64_t right_less = more & diagonal;
    const std::uint64_t down_more = (right_more << 1) | in_more;
    more = (right_less << 1) | in_less | ~(same | down_more);
    less = down_more & same;
    return static_cast<std::uint8_t>(((right_more >> last) & 1) | (((right_less >> last) & 1) << 1));
  }
};

/// Goes through all columns of the block that `rows` has turned to. `steps` are those of the row above it, and become
/// those of its last row.
void advance_block(const BitRows& rows, std::size_t block, std::vector<std::uint8_t>& steps) {
  const auto last = static_cast<unsigned>(rows.rows(block) - 1);
  const BitRows::Columns columns = rows.columns_at_hand();
  std::uint8_t* const step = steps.data();
  Column column;
  for (std::size_t j = 0; j < columns.count; ++j) step[j] = column.advance(columns.equal(j), step[j], last);
}

}  // namespace

std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
  strip_common_ends(a, b);
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return b.size();
  BitRows rows(a, b);
  // Above the first block a row grows by one from column to column.
  std::vector<std::uint8_t> steps(rows.columns(), kMore);
  for (std::size_t block = 0; block < rows.blocks(); ++block) {
    rows.enter(block);
    advance_block(rows, block, steps);
  }
  std::ptrdiff_t distance = static_cast<std::ptrdiff_t>(a.size());
  for (const std::uint8_t step : steps) distance += (step & kMore) - (step >> 1);
  return static_cast<std::size_t>(distance);
}

}  // namespace sightline

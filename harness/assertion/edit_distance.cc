#include "assertion/edit_distance.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "assertion/bit_rows.h"

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
  BitRows rows(a, b);
  // How the row above the block at hand changes from column to column; above the first block it grows by one.
  std::vector<std::int8_t> steps(rows.columns(), 1);
  for (std::size_t block = 0; block < rows.blocks(); ++block) {
    rows.enter(block);
    const std::uint64_t last = std::uint64_t{1} << (rows.rows(block) - 1);
    Column column;
    for (std::size_t j = 0; j < steps.size(); ++j) {
      steps[j] = static_cast<std::int8_t>(column.advance(rows.equal(j), steps[j], last));
    }
  }
  std::ptrdiff_t distance = static_cast<std::ptrdiff_t>(a.size());
  for (const std::int8_t step : steps) distance += step;
  return static_cast<std::size_t>(distance);
}

}  // namespace sightline

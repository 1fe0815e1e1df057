#include "metric/common_subsequence.h"

#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include "metric/bit_rows.h"

namespace sightline {
namespace {

/// The rows of a block after all columns: a bit is 0 where the subsequence grows by one from the row above. `carries`
/// is what the additions of the block above carried over, column by column, and becomes what this block's do.
std::uint64_t last_column(const BitRows& rows, std::vector<std::uint8_t>& carries) {
  const BitRows::Columns columns = rows.columns_at_hand();
  std::uint8_t* const carry = carries.data();
  std::uint64_t same = ~std::uint64_t{0};
  for (std::size_t j = 0; j < columns.count; ++j) {
    const std::uint64_t hits = same & columns.equal(j);
    const std::uint64_t sum = same + hits;
    const std::uint64_t total = sum + carry[j];
    carry[j] = static_cast<std::uint8_t>(static_cast<int>(sum < same) | static_cast<int>(total < sum));
    same = total | (same & ~hits);
  }
  return same;
}

}  // namespace

std::size_t common_subsequence(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  BitRows rows(a, b);
  std::vector<std::uint8_t> carries(rows.columns(), 0);
  std::size_t length = 0;
  for (std::size_t block = 0; block < rows.blocks(); ++block) {
    rows.enter(block);
    const std::uint64_t all = ~std::uint64_t{0} >> (BitRows::kRows - rows.rows(block));
    length += static_cast<std::size_t>(std::popcount(~last_column(rows, carries) & all));
  }
  return length;
}

}  // namespace sightline

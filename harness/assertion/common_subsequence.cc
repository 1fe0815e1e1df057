#include "assertion/common_subsequence.h"

#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include "assertion/bit_rows.h"

namespace sightline {
namespace {

/// The rows of a block after all columns: a bit is 0 where the subsequence grows by one from the row above. `carries`
/// is what the additions of the block above carried over, column by column, and becomes what this block's do.
std::uint64_t last_column(BitRows& rows, std::vector<bool>& carries) {
  std::uint64_t same = ~std::uint64_t{0};
  for (std::size_t j = 0; j < rows.columns(); ++j) {
    const std::uint64_t hits = same & rows.equal(j);
    const std::uint64_t sum = same + hits;
    const std::uint64_t total = sum + (carries[j] ? 1 : 0);
    carries[j] = sum < same || total < sum;
    same = total | (same & ~hits);
  }
  return same;
}

}  // namespace

std::size_t common_subsequence(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  BitRows rows(a, b);
  std::vector<bool> carries(rows.columns(), false);
  std::size_t length = 0;
  for (std::size_t block = 0; block < rows.blocks(); ++block) {
    rows.enter(block);
    const std::uint64_t all = ~std::uint64_t{0} >> (BitRows::kRows - rows.rows(block));
    length += static_cast<std::size_t>(std::popcount(~last_column(rows, carries) & all));
  }
  return length;
}

}  // namespace sightline

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sightline {

/// Two sequences laid out for comparing 64 rows of their table at once: the pattern's elements are the rows, in blocks
/// of 64, the text's are the columns.
class BitRows {
 public:
  static constexpr std::size_t kRows = 64;

  BitRows(std::u32string_view pattern, std::u32string_view text);

  std::size_t blocks() const { return (pattern_.size() + kRows - 1) / kRows; }
  /// Rows of a block: 64, or fewer in the last one.
  std::size_t rows(std::size_t block) const;
  std::size_t columns() const { return text_.size(); }
  /// Turns to a block.
  void enter(std::size_t block);

  /// The columns of the block at hand, for loops that have no time for more than a look-up.
  struct Columns {
    const std::uint32_t* text;
    const std::uint64_t* masks;
    std::size_t count;
    /// In which rows of the block the element of a column stands.
    std::uint64_t equal(std::size_t column) const { return masks[text[column]]; }
  };
  Columns columns_at_hand() const { return {text_.data(), masks_.data(), text_.size()}; }

 private:
  /// Elements by number from 1, in the pattern; 0 is what the pattern has not.
  std::vector<std::uint32_t> pattern_;
  std::vector<std::uint32_t> text_;
  std::vector<std::uint64_t> masks_;  ///< By number.
};

/// Steps that a comparison by blocks takes at most: the longer length times the blocks of 64 of the shorter one. A step
/// is a few nanoseconds.
double edit_work(std::size_t a, std::size_t b);

/// What an assertion spends on one answer at most: an answer of a million characters is compared with texts of 6,400
/// characters in all.
inline constexpr double kMostEditWork = 1e8;

}  // namespace sightline

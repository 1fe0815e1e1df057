#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// A line of a difference between two texts, without its line feed.
struct DiffLine {
  enum class Kind { same, removed, added, gap };
  Kind kind = Kind::same;
  std::string text;  ///< Of a gap, what it leaves out: "12 lines are the same".
};

/// What turns `before` into `after`, line by line, with up to `context` equal lines around each change. Texts without a
/// difference give nothing. Where they are too long to find the shortest difference, all between the lines that they
/// begin and end with counts as changed.
std::vector<DiffLine> line_diff(std::string_view before, std::string_view after, std::size_t context = 3);

/// A run of words, and of the blanks between them, that stands in both texts or in one.
struct DiffWords {
  DiffLine::Kind kind = DiffLine::Kind::same;  ///< Never a gap.
  std::string text;
};

/// What turns `before` into `after`, word by word and whole. Where words were exchanged, the removed ones come first.
std::vector<DiffWords> word_edits(std::string_view before, std::string_view after);

/// The same of two lines, on one line, marked as Git marks it: "total: [-42-]{+43+} USD".
std::string word_diff(std::string_view before, std::string_view after);

}  // namespace sightline

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// A table as GitHub's Markdown writes it: a head, a line of dashes with as many cells, and rows.
struct MarkdownTable {
  std::vector<std::string> head;
  /// Each as long as the head: what a row lacks is empty, what it has beyond is left out.
  std::vector<std::vector<std::string>> rows;
  std::size_t begin = 0;  ///< Bytes in the text: from its head's line
  std::size_t end = 0;    ///< to behind its last row.
};

/// The first table of a text; nothing where there is none. Rows end at the first line without a '|'. Cells are trimmed,
/// "\|" is a '|' that parts no cells; other markup in cells is text.
std::optional<MarkdownTable> find_markdown_table(std::string_view text);

}  // namespace sightline

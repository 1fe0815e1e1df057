#include "metric/markdown_table.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace sightline {
namespace {

/// A line of a text and where it stands.
struct TextLine {
  std::string_view text;
  std::size_t begin = 0;
  std::size_t end = 0;  ///< Behind its line feed.
};

TextLine line_at(std::string_view text, std::size_t begin) {
  const std::size_t feed = std::min(text.find('\n', begin), text.size());
  return {trimmed(text.substr(begin, feed - begin)), begin, std::min(feed + 1, text.size())};
}

/// Without the bars at the ends of a row.
std::string_view without_outer_bars(std::string_view row) {
  if (row.starts_with('|')) row.remove_prefix(1);
  const bool is_escaped = row.size() > 1 && row[row.size() - 2] == '\\';
  if (row.ends_with('|') && !is_escaped) row.remove_suffix(1);
  return row;
}

std::vector<std::string> cells_of(std::string_view row) {
  row = without_outer_bars(row);
  std::vector<std::string> cells(1);
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '|') {
      cells.emplace_back();
    } else if (row[i] == '\\' && i + 1 < row.size() && row[i + 1] == '|') {
      cells.back() += row[++i];
    } else {
      cells.back() += row[i];
    }
  }
  for (std::string& cell : cells) cell = trimmed(cell);
  return cells;
}

bool is_dashes(std::string_view cell) {
  if (cell.starts_with(':')) cell.remove_prefix(1);
  if (cell.ends_with(':')) cell.remove_suffix(1);
  return !cell.empty() && cell.find_first_not_of('-') == std::string_view::npos;
}

bool has_bar(std::string_view line) {
  return line.find('|') != std::string_view::npos;
}

bool is_delimiter(std::string_view line) {
  if (!has_bar(line) || line.find_first_not_of("|:- \t") != std::string_view::npos) return false;
  return std::ranges::all_of(cells_of(line), is_dashes);
}

MarkdownTable read_rows(std::string_view text, const TextLine& head, std::vector<std::string> cells,
                        std::size_t behind_dashes) {
  MarkdownTable table{.head = std::move(cells), .rows = {}, .begin = head.begin, .end = behind_dashes};
  while (table.end < text.size()) {
    const TextLine line = line_at(text, table.end);
    if (!has_bar(line.text)) break;
    table.rows.push_back(cells_of(line.text));
    table.rows.back().resize(table.head.size());
    table.end = line.end;
  }
  return table;
}

}  // namespace

std::optional<MarkdownTable> find_markdown_table(std::string_view text) {
  TextLine head;
  for (std::size_t begin = 0; begin < text.size();) {
    const TextLine line = line_at(text, begin);
    if (has_bar(head.text) && is_delimiter(line.text)) {
      std::vector<std::string> cells = cells_of(head.text);
      if (cells.size() == cells_of(line.text).size()) return read_rows(text, head, std::move(cells), line.end);
    }
    head = line;
    begin = line.end;
  }
  return std::nullopt;
}

}  // namespace sightline

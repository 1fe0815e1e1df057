#include "suite/yaml_pieces.h"

#include <algorithm>
#include <optional>

namespace sightline {
namespace {

/// A line's first character that is no space; npos of a line of spaces.
std::size_t indentation(std::string_view line) {
  return line.find_first_not_of(' ');
}

bool is_item(std::string_view line, std::size_t column) {
  return indentation(line) == column && line.substr(column).starts_with("- ");
}

bool is_key(std::string_view line) {
  return !line.empty() && std::string_view(" #-").find(line.front()) == std::string_view::npos;
}

/// What would need the whole text: anchors and aliases, directives, other documents, tabs as indentation.
bool needs_all(std::string_view text) {
  const auto has = [text](std::string_view part) { return text.find(part) != std::string_view::npos; };
  return has("&") || has("*") || has("\t") || text.starts_with('%') || has("\n---") || has("\n...") || has("\n%");
}

/// Where the items begin of the list that ends the text.
std::vector<std::size_t> items_of_last_list(std::string_view text) {
  std::vector<std::size_t> items;
  std::optional<std::size_t> column;
  for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end + 1) {
    end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (is_key(line)) {
      items.clear();
      column.reset();
    } else if (!column && indentation(line) < line.size() && line[indentation(line)] == '-') {
      column = indentation(line);
    }
    if (column && is_item(line, *column)) items.push_back(begin);
  }
  return items;
}

}  // namespace

std::vector<std::size_t> yaml_pieces(std::string_view text, std::size_t most) {
  std::vector<std::size_t> begins{0};
  if (most < 2 || needs_all(text)) return begins;
  const std::vector<std::size_t> items = items_of_last_list(text);
  for (std::size_t piece = 1; piece < most; ++piece) {
    const auto at = std::ranges::lower_bound(items, text.size() / most * piece);
    // The first item stays with its list.
    if (at != items.end() && at != items.begin() && *at > begins.back()) begins.push_back(*at);
  }
  return begins;
}

}  // namespace sightline

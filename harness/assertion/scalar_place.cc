#include "assertion/scalar_place.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace sightline {
namespace {

std::string_view line_of(std::string_view text, std::size_t number) {
  const std::vector<std::string_view> lines = split(text, '\n');
  return number < lines.size() ? lines[number] : std::string_view();
}

/// Where `wanted` stands in the source's line, from its code point `from` on; 0 where it does not.
std::uint32_t column_of(const Source& source, std::uint32_t line, std::string_view wanted, std::uint32_t from) {
  const std::string_view text = line_of(source.text, line - 1);
  std::size_t begin = 0;
  for (std::uint32_t skipped = 1; skipped < from && begin < text.size(); ++skipped) {
    do ++begin;
    while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80);
  }
  const std::size_t found = text.find(wanted, std::min(begin, text.size()));
  if (found == std::string_view::npos) return 0;
  return static_cast<std::uint32_t>(code_point_count(text.substr(0, found))) + 1;
}

}  // namespace

Position place_in_scalar(const Node& node, std::size_t offset, const Source& source) {
  const std::string& text = node.string();
  const std::string_view before = std::string_view(text).substr(0, offset);
  const auto line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  const std::string_view wanted = line_of(text, line);
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto inside = static_cast<std::uint32_t>(code_point_count(before.substr(line_start)));
  if (node.at.line == 0 || trimmed(wanted).empty()) return node.at;
  // A block scalar begins on the line after its mark.
  for (const std::uint32_t ahead : {0u, 1u}) {
    const bool on_first = line == 0 && ahead == 0;
    const std::uint32_t column = column_of(source, node.at.line + line + ahead, wanted, on_first ? node.at.column : 1);
    if (column > 0) return {node.at.line + line + ahead, column + inside};
  }
  return node.at;
}

}  // namespace sightline

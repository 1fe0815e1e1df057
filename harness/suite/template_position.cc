#include "suite/template_position.h"

#include <optional>

namespace sightline {
namespace {

/// The byte at `position`, or nothing where the text has no such place.
std::optional<std::size_t> offset_of(std::string_view text, Position position) {
  if (position.line == 0 || position.column == 0) return std::nullopt;
  std::size_t offset = 0;
  for (std::uint32_t line = 1; line < position.line; ++line) {
    offset = text.find('\n', offset);
    if (offset == std::string_view::npos) return std::nullopt;
    ++offset;
  }
  for (std::uint32_t column = 1; column < position.column; ++column) {
    if (offset >= text.size() || text[offset] == '\n') return std::nullopt;
    do {
      ++offset;
    } while (offset < text.size() && (text[offset] & 0xC0) == 0x80);
  }
  return offset;
}

}  // namespace

Position position_of_tag(const Node& scalar, const Source& source, std::size_t index, const MustacheTag& tag) {
  const std::optional<std::size_t> offset = offset_of(source.text, scalar.at);
  if (!offset) return scalar.at;
  const MustacheScan written = scan_mustache(std::string_view(source.text).substr(*offset), index + 1);
  if (written.tags.size() <= index) return scalar.at;
  const MustacheTag& same = written.tags[index];
  if (same.kind != tag.kind || same.name != tag.name) return scalar.at;
  return source.position_of(*offset + same.begin);
}

Position position_of_unclosed_tag(const Node& scalar, const Source& source, std::size_t closed) {
  const std::optional<std::size_t> offset = offset_of(source.text, scalar.at);
  if (!offset) return scalar.at;
  // In the source the tag may end: at braces of another template further down.
  const MustacheScan written = scan_mustache(std::string_view(source.text).substr(*offset), closed + 1);
  if (written.tags.size() > closed) return source.position_of(*offset + written.tags[closed].begin);
  return written.unclosed ? source.position_of(*offset + *written.unclosed) : scalar.at;
}

}  // namespace sightline

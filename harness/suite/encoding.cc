#include "suite/encoding.h"

#include <fmt/format.h>

#include "base/text.h"
#include "suite/position_cursor.h"

namespace sightline {
namespace {

/// Bytes of the character that `rest` begins with; 0 where it begins with none.
std::size_t character_length(std::string_view rest) {
  constexpr std::size_t kLongest = 4;
  for (std::size_t length = 1; length <= kLongest; ++length) {
    if (is_utf8(rest.substr(0, length))) return length;
  }
  return 0;
}

/// The first bad byte of each line is told: what follows it on the line is mostly of the same kind.
void complain_of_bad_bytes(const Source& source, Complaints& complaints) {
  const std::string_view text = source.text;
  PositionCursor cursor(text);
  for (std::size_t i = 0; i < text.size() && !complaints.full();) {
    const std::size_t length = character_length(text.substr(i));
    if (length == 0) {
      const auto byte = static_cast<std::uint8_t>(text[i]);
      complaints.add(cursor.at(i), fmt::format("byte 0x{:02X} is not UTF-8; save the file as UTF-8", byte));
      i = std::min(text.find('\n', i), text.size());
    } else {
      i += length;
    }
  }
}

bool is_control(char c) {
  return (c >= 0 && c < ' ' && c != '\t' && c != '\n') || c == '\x7F';
}

}  // namespace

void check_encoding(const Source& source, Complaints& complaints) {
  const std::string_view text = source.text;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return complaints.add({1, 1}, "this file is UTF-16; save it as UTF-8");
  }
  if (!is_utf8(text)) return complain_of_bad_bytes(source, complaints);
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    complaints.add(source.position_of(nul), "a NUL character; save the file as text in UTF-8");
  }
}

void check_controls(const Source& source, Complaints& complaints) {
  const std::string_view text = source.text;
  PositionCursor cursor(text);
  for (std::size_t i = 0; i < text.size() && !complaints.full(); ++i) {
    if (!is_control(text[i]) || text.substr(i).starts_with("\r\n")) continue;
    if (text[i] == '\r') {
      complaints.add(cursor.at(i),
                     "a carriage return that ends no line; save the file with LF or CRLF at its line ends");
    } else if (text[i] != '\0') {
      complaints.add(cursor.at(i), fmt::format("control character U+{0:04X}; delete it, or write it as \"\\u{0:04x}\"",
                                               static_cast<unsigned>(text[i])));
    }
  }
}

}  // namespace sightline

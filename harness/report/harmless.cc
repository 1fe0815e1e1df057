#include "report/harmless.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sightline {
namespace {

bool is_plain(char c) {
  return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t';
}

bool does_harm(char32_t c) {
  const bool controls = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
  const bool turns =
      c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return controls || turns || (c & 0xFFFE) == 0xFFFE;
}

/// Whether a command begins here that may begin anywhere in a line.
bool begins_command(std::string_view text) {
  constexpr std::array<std::string_view, 3> kMarks{"##[", "##vso[", "##teamcity["};
  return std::ranges::any_of(kMarks, [&](std::string_view mark) { return text.starts_with(mark); });
}

/// How many bytes the blank takes that the text begins with, or 0. Runners of commands strip what Unicode calls a
/// blank.
std::size_t blank_at(std::string_view text) {
  constexpr std::array<std::string_view, 8> kBlanks{" ", "\t", "\v", "\f", "\u00A0", "\u1680", "\u205F", "\u3000"};
  for (const std::string_view blank : kBlanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  const char32_t point = text.starts_with("\xE2\x80") && text.size() > 2 ? static_cast<unsigned char>(text[2]) : 0;
  const bool is_general = (point >= 0x80 && point <= 0x8B) || point == 0xA8 || point == 0xA9 || point == 0xAF;
  if (is_general || text.starts_with("\uFEFF")) return 3;
  return text.starts_with("\u0085") ? 2 : 0;
}

}  // namespace

std::string without_commands(std::string_view text) {
  std::string out;
  bool at_begin = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    out += text[i];
    const bool is_command = (at_begin && rest.starts_with("::")) || begins_command(rest);
    if (is_command) out += ' ';
    const std::size_t blank = at_begin ? blank_at(rest) : 0;
    if (blank > 1) out += rest.substr(1, blank - 1);
    if (blank > 1) i += blank - 1;
    at_begin = text[i] == '\n' || text[i] == '\r' || blank > 0;
  }
  return out;
}

std::string harmless(std::string_view text) {
  if (std::ranges::all_of(text, is_plain)) return std::string(text);
  const std::u32string points = code_points(text);
  std::string out;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i] == '\r' && i + 1 < points.size() && points[i + 1] == '\n') continue;
    append_utf8(out, does_harm(points[i]) ? char32_t{0xFFFD} : points[i]);
  }
  return out;
}

std::string harmless_line(std::string_view text, std::size_t limit) {
  // A code point has four bytes at most: what lies behind cannot be shown.
  std::string line = harmless(text.substr(0, std::min(text.size(), 4 * limit + 4)));
  std::ranges::replace(line, '\n', ' ');
  std::ranges::replace(line, '\t', ' ');
  return shortened(line, limit);
}

}  // namespace sightline

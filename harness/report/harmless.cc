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

}  // namespace

std::string without_commands(std::string_view text) {
  std::string out;
  bool at_begin = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    out += text[i];
    const bool is_command = (at_begin && rest.starts_with("::")) || begins_command(rest);
    if (is_command) out += ' ';
    const bool is_blank = text[i] == ' ' || text[i] == '\t' || text[i] == '\v' || text[i] == '\f';
    at_begin = text[i] == '\n' || text[i] == '\r' || (at_begin && is_blank);
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

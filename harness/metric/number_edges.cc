#include "metric/number_edges.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sightline {
namespace {

constexpr std::array<std::string_view, 4> kBlanks{" ", "\u00A0", "\u202F", "\u2009"};
constexpr std::size_t kLongestCodePoint = 4;

}  // namespace

std::size_t leading_blank(std::string_view text) {
  const auto* blank = std::ranges::find_if(kBlanks, [&](std::string_view known) { return text.starts_with(known); });
  return blank == kBlanks.end() ? 0 : blank->size();
}

std::size_t trailing_blank(std::string_view text) {
  const auto* blank = std::ranges::find_if(kBlanks, [&](std::string_view known) { return text.ends_with(known); });
  return blank == kBlanks.end() ? 0 : blank->size();
}

char32_t first_code_point(std::string_view text) {
  const std::u32string points = code_points(text.substr(0, kLongestCodePoint));
  return points.empty() ? U' ' : points.front();
}

char32_t last_code_point(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && text.size() - at < kLongestCodePoint) {
    --at;
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) break;
  }
  return first_code_point(text.substr(at));
}

}  // namespace sightline

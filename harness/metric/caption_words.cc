#include "metric/caption_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "metric/ascii.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

constexpr std::u32string_view kPunctuation = U".,:;?!\"'`()[]{}<>\u2018\u2019\u201C\u201D\u2026\u2013\u2014";
/// Endings that are words of their own.
constexpr std::array<std::u32string_view, 7> kClitics{U"'s", U"'re", U"'ve", U"'ll", U"'d", U"'m", U"n't"};

bool is_word(char32_t c) {
  if (c >= 0x80) return !is_python_space(c) && kPunctuation.find(c) == std::u32string_view::npos;
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// A mark that belongs to the word around it: "well-known", "it's", "3.5", "1,000".
bool joins(std::u32string_view text, std::size_t i) {
  if (i == 0 || i + 1 >= text.size()) return false;
  const char32_t before = text[i - 1];
  const char32_t after = text[i + 1];
  if (text[i] == '.' || text[i] == ',') return is_ascii_digit(before) && is_ascii_digit(after);
  return (text[i] == '-' || text[i] == '\'') && is_word(before) && is_word(after);
}

void append_word(std::string& out, std::u32string_view word) {
  if (word.empty()) return;
  if (!out.empty()) out += ' ';
  for (const char32_t c : word) append_utf8(out, c);
}

void append_parted(std::string& out, std::u32string_view word) {
  for (const std::u32string_view clitic : kClitics) {
    if (word.size() <= clitic.size() || !word.ends_with(clitic)) continue;
    append_word(out, word.substr(0, word.size() - clitic.size()));
    append_word(out, clitic);
    return;
  }
  append_word(out, word);
}

/// The ending that stands alone at `i`, as in a caption that was parted before: "joe 's".
std::u32string_view clitic_at(std::u32string_view text, std::size_t i) {
  for (const std::u32string_view clitic : kClitics) {
    const std::size_t end = i + clitic.size();
    if (text.substr(i).starts_with(clitic) && (end == text.size() || !is_word(text[end]))) return clitic;
  }
  return {};
}

/// A sign that is a word of its own: "$", "%", "&".
bool stands_alone(char32_t c) {
  return !is_python_space(c) && c != '-' && kPunctuation.find(c) == std::u32string_view::npos;
}

}  // namespace

std::string caption_words(std::string_view text) {
  std::u32string points = code_points(lower(text));
  for (char32_t& c : points) c = c == U'\u2019' ? U'\'' : c;
  std::string out;
  for (std::size_t i = 0; i < points.size();) {
    std::size_t end = i;
    while (end < points.size() && (is_word(points[end]) || (end > i && joins(points, end)))) ++end;
    if (end > i) {
      append_parted(out, std::u32string_view(points).substr(i, end - i));
      i = end;
      continue;
    }
    const std::u32string_view clitic = clitic_at(points, i);
    append_word(out, clitic.empty() && stands_alone(points[i]) ? std::u32string_view(points).substr(i, 1) : clitic);
    i += std::max<std::size_t>(clitic.size(), 1);
  }
  return out;
}

}  // namespace sightline

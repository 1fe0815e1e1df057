#include "metric/python_text.h"

#include <cctype>
#include <cstdint>

#include "base/text.h"

namespace sightline {
namespace {

/// A code point of UTF-8 and the bytes it takes; of malformed bytes one at a time, which are no white space.
struct Decoded {
  char32_t point = 0;
  std::size_t bytes = 1;
};

std::uint8_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<std::uint8_t>(text[i]);
}

/// All white space lies below U+10000, so that longer sequences need no decoding.
Decoded decoded_at(std::string_view text, std::size_t i) {
  const std::uint8_t lead = byte_at(text, i);
  const auto is_tail = [&](std::size_t k) { return i + k < text.size() && (byte_at(text, i + k) & 0xC0) == 0x80; };
  const auto tail = [&](std::size_t k) { return static_cast<char32_t>(byte_at(text, i + k) & 0x3F); };
  if (lead >= 0xC2 && lead <= 0xDF && is_tail(1)) return {(lead & 0x1Fu) << 6 | tail(1), 2};
  if (lead >= 0xE0 && lead <= 0xEF && is_tail(1) && is_tail(2)) {
    return {(lead & 0x0Fu) << 12 | tail(1) << 6 | tail(2), 3};
  }
  return {lead < 0x80 ? char32_t{lead} : char32_t{0xFFFD}, 1};
}

/// \w
bool is_word_character(char32_t c) {
  return c == '_' || is_alphanumeric(c);
}

}  // namespace

bool is_python_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

std::vector<std::string_view> python_split(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded at = decoded_at(text, i);
    if (is_python_space(at.point)) {
      if (i > begin) words.push_back(text.substr(begin, i - begin));
      begin = i + at.bytes;
    }
    i += at.bytes;
  }
  if (begin < text.size()) words.push_back(text.substr(begin));
  return words;
}

std::string_view python_rstrip(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded at = decoded_at(text, i);
    i += at.bytes;
    if (!is_python_space(at.point)) end = i;
  }
  return text.substr(0, end);
}

std::string_view python_strip(std::string_view text) {
  while (!text.empty()) {
    const Decoded at = decoded_at(text, 0);
    if (!is_python_space(at.point)) break;
    text.remove_prefix(at.bytes);
  }
  return python_rstrip(text);
}

std::string without_articles(std::string_view text) {
  std::string out;
  std::string word;
  const auto end_word = [&] {
    const bool is_article = word == "a" || word == "an" || word == "the";
    out += is_article ? " " : word;
    word.clear();
  };
  for (const char32_t c : code_points(text)) {
    if (is_word_character(c)) {
      append_utf8(word, c);
      continue;
    }
    end_word();
    append_utf8(out, c);
  }
  end_word();
  return out;
}

std::string without_punctuation(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::ispunct(byte) == 0) out += c;
  }
  return out;
}

}  // namespace sightline

#include "json/escape.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace sightline {
namespace {

/// For each byte: 0 where it stands as it is, 'u' where it is written in hex, or the letter behind the backslash.
constexpr auto kEscapes = [] {
  std::array<char, 256> escapes{};
  for (std::size_t c = 0; c < 0x20; ++c) escapes[c] = 'u';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  escapes['\b'] = 'b';
  escapes['\f'] = 'f';
  escapes['\n'] = 'n';
  escapes['\r'] = 'r';
  escapes['\t'] = 't';
  return escapes;
}();

void append_escape(std::string& out, unsigned char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += '\\';
  out += kEscapes[c];
  if (kEscapes[c] != 'u') return;
  out += "00";
  out += kDigits[c >> 4];
  out += kDigits[c & 15];
}

/// Eight bytes that each stand as they are, in whatever order they were loaded.
bool are_plain(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kTops = 0x8080808080808080;
  const auto has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word; };
  const std::uint64_t controls = bytes - kOnes * 0x20;
  const std::uint64_t marks = has_zero(bytes ^ (kOnes * '"')) | has_zero(bytes ^ (kOnes * '\\'));
  return ((bytes | controls | marks) & kTops) == 0;
}

}  // namespace

bool is_plain_json(std::string_view text) {
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if (!are_plain(word)) return false;
  }
  for (; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (kEscapes[c] != 0 || c >= 0x80) return false;
  }
  return true;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (kEscapes[c] == 0) continue;
    out.append(text, begin, i - begin);
    append_escape(out, c);
    begin = i + 1;
  }
  out.append(text, begin);
  out += '"';
}

}  // namespace sightline

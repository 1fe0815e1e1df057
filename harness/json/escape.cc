#include "json/escape.h"

#include <array>

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

}  // namespace

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

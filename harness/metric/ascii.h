#pragma once

namespace sightline {

// Kinds of ASCII characters, whatever the locale; bytes and code points beyond ASCII are none of them.
constexpr bool is_ascii_digit(char32_t c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_ascii_hex(char32_t c) {
  return is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
/// The value of a hex digit; -1 of anything else.
constexpr int hex_value_of(char32_t c) {
  if (is_ascii_digit(c)) return static_cast<int>(c - '0');
  return is_ascii_hex(c) ? static_cast<int>((c | 0x20) - 'a') + 10 : -1;
}

}  // namespace sightline

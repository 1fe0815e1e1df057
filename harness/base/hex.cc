#include "base/hex.h"

namespace sightline {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

/// 16 for what is no digit.
unsigned lower_hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  return c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10) : 16;
}

}  // namespace

void assign_hex(std::string_view bytes, std::string& out) {
  out.resize(bytes.size() * 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    out[2 * i] = kHexDigits[byte >> 4];
    out[2 * i + 1] = kHexDigits[byte & 15];
  }
}

bool read_hex(std::string_view hex, char* bytes) {
  if (hex.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const unsigned high = lower_hex_value(hex[i]);
    const unsigned low = lower_hex_value(hex[i + 1]);
    if (high > 15 || low > 15) return false;
    *bytes++ = static_cast<char>(high << 4 | low);
  }
  return true;
}

}  // namespace sightline

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sightline {

/// Length of the base64 text of `bytes` bytes, padding included.
constexpr std::size_t base64_length(std::size_t bytes) {
  return (bytes + 2) / 3 * 4;
}

std::string to_base64(std::string_view bytes);
/// Writes base64_length(bytes.size()) characters to `out`.
void to_base64(std::string_view bytes, char* out);
/// The bytes of a base64 text (RFC 4648, padding needed where due); line breaks and blanks are skipped. Nothing else
/// is.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace sightline

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sightline {

/// The unsigned integer of `count` bytes at `offset`, its least or most significant byte first; the bytes must be
/// there.
inline std::uint32_t little_endian(std::string_view bytes, std::size_t offset, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i > 0; --i) value = (value << 8) | static_cast<std::uint8_t>(bytes[offset + i - 1]);
  return value;
}

inline std::uint32_t big_endian(std::string_view bytes, std::size_t offset, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = (value << 8) | static_cast<std::uint8_t>(bytes[offset + i]);
  return value;
}

}  // namespace sightline

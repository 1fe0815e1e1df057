#include "image/bare_png.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "image/integers.h"

namespace sightline {
namespace {

constexpr std::size_t kSignature = 8;
constexpr std::size_t kAround = 12;  ///< Length, name and checksum of a chunk.
constexpr std::array<std::string_view, 6> kOfTheLook{"tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "eXIf"};

/// Critical chunks have a capital first.
bool is_needed(std::string_view name) {
  return (name[0] >= 'A' && name[0] <= 'Z') || std::ranges::find(kOfTheLook, name) != kOfTheLook.end();
}

}  // namespace

std::string bare_png(std::string_view png) {
  std::size_t at = std::min(kSignature, png.size());
  std::string bare(png.substr(0, at));
  while (png.size() - at >= kAround) {
    const std::uint64_t whole = std::uint64_t{kAround} + big_endian(png, at, 4);
    if (whole > png.size() - at) break;
    if (is_needed(png.substr(at + 4, 4))) bare += png.substr(at, whole);
    at += whole;
  }
  bare += png.substr(at);
  return bare;
}

}  // namespace sightline

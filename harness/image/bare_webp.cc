#include "image/bare_webp.h"

#include <algorithm>
#include <cstdint>

#include "image/integers.h"

namespace sightline {
namespace {

constexpr std::size_t kRiffHead = 12;  ///< "RIFF", the size behind it, "WEBP"
constexpr std::size_t kChunkHead = 8;
/// Bits of an extended header that promise a colour profile, EXIF and XMP.
constexpr unsigned char kPromises = 0x20 | 0x08 | 0x04;

bool is_metadata(std::string_view name) {
  return name == "ICCP" || name == "EXIF" || name == "XMP ";
}

void put_size(std::string& riff) {
  const auto size = static_cast<std::uint32_t>(riff.size() - kChunkHead);
  for (std::size_t i = 0; i < 4; ++i) riff[4 + i] = static_cast<char>(size >> (8 * i) & 0xFF);
}

}  // namespace

std::string bare_webp(std::string_view webp) {
  if (!webp.starts_with("RIFF") || webp.size() < kRiffHead || webp.substr(8, 4) != "WEBP") return "";
  std::string bare(webp.substr(0, kRiffHead));
  for (std::size_t at = kRiffHead; at + kChunkHead <= webp.size();) {
    const std::string_view name = webp.substr(at, 4);
    const std::size_t length = little_endian(webp, at + 4, 4);
    const std::size_t whole = kChunkHead + length + length % 2;  // Chunks begin at even places.
    if (name == "VP8X" && at + kChunkHead < webp.size()) {
      bare += webp.substr(at, whole);
      char& flags = bare[bare.size() - std::min(whole, webp.size() - at) + kChunkHead];
      flags = static_cast<char>(static_cast<unsigned char>(flags) & ~kPromises);
    } else if (!is_metadata(name)) {
      bare += webp.substr(at, whole);
    }
    at += whole;
  }
  put_size(bare);
  return bare;
}

}  // namespace sightline

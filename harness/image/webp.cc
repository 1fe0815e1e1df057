#include "image/formats.h"

#include <fmt/format.h>

#include "image/integers.h"

namespace sightline {
namespace {

constexpr std::size_t kFileHeader = 12;
constexpr std::size_t kChunkHeader = 8;
constexpr std::size_t kSizes = 10;  ///< No kind of first chunk keeps its sizes behind its tenth byte.
constexpr std::uint32_t kLossyMask = 0x3FFF;

std::optional<ImageHeader> sizes_of(std::string_view kind, std::string_view body) {
  ImageHeader header{ImageType::webp, 0, 0, 1};
  if (kind == "VP8X") {
    header.width = little_endian(body, 4, 3) + 1;
    header.height = little_endian(body, 7, 3) + 1;
    return header;
  }
  if (kind == "VP8L" && body[0] == '\x2F') {
    const std::uint32_t packed = little_endian(body, 1, 4);
    header.width = (packed & kLossyMask) + 1;
    header.height = ((packed >> 14) & kLossyMask) + 1;
    return header;
  }
  if (kind == "VP8 " && body.substr(3, 3) == "\x9D\x01\x2A") {
    header.width = little_endian(body, 6, 2) & kLossyMask;
    header.height = little_endian(body, 8, 2) & kLossyMask;
    return header;
  }
  return std::nullopt;
}

}  // namespace

Scanned scan_webp(ByteReader& in, Extent extent) {
  const auto bytes = in.take(kFileHeader + kChunkHeader + kSizes);
  if (!bytes) return tl::make_unexpected(std::string("is cut within its WEBP header; copy the file again"));
  const std::string kind(bytes->substr(kFileHeader, 4));
  const std::uint64_t promised = std::uint64_t{little_endian(*bytes, 4, 4)} + 8;
  const std::optional<ImageHeader> header = sizes_of(kind, bytes->substr(kFileHeader + kChunkHeader));
  if (!header || promised < bytes->size()) {
    return tl::make_unexpected(std::string("is damaged: its WEBP data begins with no VP8, VP8L or VP8X chunk"));
  }
  if (extent == Extent::whole && !in.skip(promised - bytes->size())) {
    return tl::make_unexpected(
        fmt::format("is cut: its WEBP header promises {} bytes, and there are fewer; copy the file again", promised));
  }
  return *header;
}

}  // namespace sightline

#include "image/formats.h"
#include "image/integers.h"

namespace sightline {
namespace {

constexpr std::size_t kPngSignature = 8;
constexpr std::size_t kChecksum = 4;
constexpr std::size_t kHeaderLength = 13;
constexpr std::uint32_t kMostChunkBytes = 0x7FFFFFFF;

struct Chunk {
  std::uint32_t length = 0;
  std::string type;
};

std::optional<Chunk> next_chunk(ByteReader& in) {
  const auto bytes = in.take(8);
  if (!bytes) return std::nullopt;
  return Chunk{big_endian(*bytes, 0, 4), std::string(bytes->substr(4))};
}

std::optional<std::string> trouble_after_png_header(ByteReader& in) {
  bool has_pixels = false;
  while (const auto chunk = next_chunk(in)) {
    if (chunk->length > kMostChunkBytes) return "is damaged: a chunk of its PNG data has an impossible length";
    if (!in.skip(std::uint64_t{chunk->length} + kChecksum)) break;
    has_pixels = has_pixels || chunk->type == "IDAT";
    if (chunk->type != "IEND") continue;
    if (!has_pixels) return "is damaged: a PNG without an IDAT chunk has no pixels";
    return std::nullopt;
  }
  return "is cut: its PNG data ends before the IEND chunk; copy the file again";
}

}  // namespace

Scanned scan_png(ByteReader& in, Extent extent) {
  const auto cut = [] { return tl::make_unexpected(std::string("is cut within its PNG header; copy the file again")); };
  if (!in.skip(kPngSignature)) return cut();
  const auto chunk = next_chunk(in);
  if (!chunk) return cut();
  if (chunk->type != "IHDR" || chunk->length != kHeaderLength) {
    return tl::make_unexpected(std::string("is damaged: a PNG begins with an IHDR chunk, and this one does not"));
  }
  const auto body = in.take(kHeaderLength);
  if (!body) return cut();
  const ImageHeader header{ImageType::png, big_endian(*body, 0, 4), big_endian(*body, 4, 4), 1};
  if (!in.skip(kChecksum)) return cut();
  if (extent == Extent::whole) {
    if (auto trouble = trouble_after_png_header(in)) return tl::make_unexpected(*std::move(trouble));
  }
  return header;
}

}  // namespace sightline

#include "image/formats.h"
#include "image/integers.h"

namespace sightline {
namespace {

constexpr std::size_t kGifSignature = 6;
constexpr std::size_t kScreen = 7;
constexpr std::size_t kFrame = 9;
constexpr std::uint8_t kExtension = 0x21;
constexpr std::uint8_t kImage = 0x2C;
constexpr std::uint8_t kTrailer = 0x3B;

/// Bytes of the colour table that a packed field announces; 0 where it announces none.
std::uint64_t colour_table_bytes(char packed_field) {
  const auto packed = static_cast<std::uint8_t>(packed_field);
  return (packed & 0x80) == 0 ? 0 : std::uint64_t{3} << ((packed & 7) + 1);
}

bool skip_sub_blocks(ByteReader& in) {
  while (const auto length = in.byte()) {
    if (*length == 0) return true;
    if (!in.skip(*length)) return false;
  }
  return false;
}

bool skip_frame(ByteReader& in) {
  const auto frame = in.take(kFrame);
  if (!frame) return false;
  constexpr std::uint64_t kCodeSize = 1;
  return in.skip(colour_table_bytes(frame->back()) + kCodeSize) && skip_sub_blocks(in);
}

std::optional<std::string> trouble_after_header(ByteReader& in) {
  bool has_frame = false;
  while (const auto block = in.byte()) {
    if (*block == kTrailer) {
      if (!has_frame) return "is damaged: its GIF data holds no picture";
      return std::nullopt;
    }
    if (*block != kImage && *block != kExtension) return "is damaged: its GIF data holds an unknown block";
    has_frame = has_frame || *block == kImage;
    if (!(*block == kImage ? skip_frame(in) : in.skip(1) && skip_sub_blocks(in))) break;
  }
  return "is cut: its GIF data ends before the trailer; copy the file again";
}

}  // namespace

Scanned scan_gif(ByteReader& in, Extent extent) {
  const auto bytes = in.take(kGifSignature + kScreen);
  if (!bytes) return tl::make_unexpected(std::string("is cut within its GIF header; copy the file again"));
  const ImageHeader header{ImageType::gif, little_endian(*bytes, 6, 2), little_endian(*bytes, 8, 2), 1};
  if (extent == Extent::header) return header;
  std::optional<std::string> trouble = "is cut: its GIF data ends before the trailer; copy the file again";
  if (in.skip(colour_table_bytes((*bytes)[10]))) trouble = trouble_after_header(in);
  if (trouble) return tl::make_unexpected(*std::move(trouble));
  return header;
}

}  // namespace sightline

#include "image/formats.h"
#include "image/integers.h"

namespace sightline {
namespace {

// The second bytes of markers.
constexpr std::uint8_t kTemporary = 0x01;
constexpr std::uint8_t kFirstFrame = 0xC0;
constexpr std::uint8_t kHuffmanTables = 0xC4;
constexpr std::uint8_t kJpegExtension = 0xC8;
constexpr std::uint8_t kArithmeticTables = 0xCC;
constexpr std::uint8_t kLastFrame = 0xCF;
constexpr std::uint8_t kFirstRestart = 0xD0;
constexpr std::uint8_t kLastRestart = 0xD7;
constexpr std::uint8_t kEndOfImage = 0xD9;
constexpr std::uint8_t kStartOfScan = 0xDA;
constexpr std::uint8_t kExifSegment = 0xE1;

constexpr std::string_view kNoFrame = "is damaged: its JPEG data ends without saying its size";

bool is_frame(std::uint8_t marker) {
  return marker >= kFirstFrame && marker <= kLastFrame && marker != kHuffmanTables && marker != kJpegExtension &&
         marker != kArithmeticTables;
}

bool is_restart(std::uint8_t marker) {
  return marker >= kFirstRestart && marker <= kLastRestart;
}

/// Reads segments one by one; what it finds is in `header` and `trouble`.
class JpegScanner {
 public:
  explicit JpegScanner(ByteReader& in) : in_(in) {}

  Scanned scan(Extent extent) {
    if (!in_.skip(2)) return cut();
    while (!(extent == Extent::header && has_frame_)) {
      const std::optional<std::uint8_t> marker = next_marker();
      if (!marker) return cut();
      if (*marker == kEndOfImage) break;
      if (*marker == kTemporary || is_restart(*marker)) continue;
      if (auto trouble = read_segment(*marker)) return tl::make_unexpected(*std::move(trouble));
      in_pixels_ = *marker == kStartOfScan;
    }
    if (!has_frame_) return tl::make_unexpected(std::string(kNoFrame));
    return header_;
  }

 private:
  /// In pixel data 0xFF is followed by 0 (a pixel's 0xFF) or a restart; elsewhere markers follow one another, and
  /// stray bytes between them are passed over, as decoders do.
  std::optional<std::uint8_t> next_marker() {
    while (in_.skip_past('\xFF')) {
      std::optional<std::uint8_t> marker = in_.byte();
      while (marker == std::uint8_t{0xFF}) marker = in_.byte();
      if (!marker) return std::nullopt;
      if (*marker != 0 && !(in_pixels_ && is_restart(*marker))) return marker;
    }
    return std::nullopt;
  }

  std::optional<std::string> read_segment(std::uint8_t marker) {
    const auto length = in_.take(2);
    if (!length) return cut_text();
    const std::uint32_t body = big_endian(*length, 0, 2);
    if (body < 2) return "is damaged: a segment of its JPEG data has an impossible length";
    if (is_frame(marker)) return read_frame(body - 2);
    if (marker != kExifSegment || has_frame_) return in_.skip(body - 2) ? std::nullopt : std::optional(cut_text());
    const auto bytes = in_.take(body - 2);
    if (!bytes) return cut_text();
    if (header_.orientation == 1) header_.orientation = exif_orientation(*bytes);
    return std::nullopt;
  }

  std::optional<std::string> read_frame(std::uint32_t length) {
    constexpr std::size_t kSizes = 5;
    if (length < kSizes) return "is damaged: the frame of its JPEG data has an impossible length";
    const auto bytes = in_.take(kSizes);
    if (!bytes) return cut_text();
    header_.height = big_endian(*bytes, 1, 2);
    header_.width = big_endian(*bytes, 3, 2);
    has_frame_ = true;
    return in_.skip(length - kSizes) ? std::nullopt : std::optional(cut_text());
  }

  std::string cut_text() const {
    return has_frame_ ? "is cut: its JPEG data ends before the EOI marker; copy the file again"
                      : "is cut within its JPEG header; copy the file again";
  }
  Scanned cut() const { return tl::make_unexpected(cut_text()); }

  ByteReader& in_;
  ImageHeader header_{ImageType::jpeg, 0, 0, 1};
  bool has_frame_ = false;
  bool in_pixels_ = false;
};

}  // namespace

Scanned scan_jpeg(ByteReader& in, Extent extent) {
  return JpegScanner(in).scan(extent);
}

}  // namespace sightline

#include "image/grey_png.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/base64.h"
#include "base/sha256.h"
#include "image/image.h"

namespace sightline {
namespace {

void put_big_endian(std::string& out, std::uint32_t number) {
  for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(number >> shift & 0xFF);
}

/// CRC-32 as PNG has it (ISO 3309), four bits at a time.
std::uint32_t crc32_of(std::string_view bytes) {
  static const auto table = [] {
    std::array<std::uint32_t, 16> entries{};
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
      entries[i] = i;
      for (int bit = 0; bit < 4; ++bit) entries[i] = entries[i] >> 1 ^ ((entries[i] & 1) != 0 ? 0xEDB88320 : 0);
    }
    return entries;
  }();
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    crc = crc >> 4 ^ table[crc & 0xF];
    crc = crc >> 4 ^ table[crc & 0xF];
  }
  return ~crc;
}

void put_chunk(std::string& out, std::string_view type, std::string_view body) {
  put_big_endian(out, static_cast<std::uint32_t>(body.size()));
  const std::size_t begin = out.size();
  out.append(type).append(body);
  put_big_endian(out, crc32_of(std::string_view(out).substr(begin)));
}

/// Bits as deflate packs them, from the lowest of each byte on.
class Bits {
 public:
  /// A number, its lowest bit first.
  void number(std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) put(value >> i & 1);
  }
  /// A Huffman code, its highest bit first.
  void code(std::uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) put(value >> i & 1);
  }
  std::string take() && {
    if (used_ > 0) bytes_ += static_cast<char>(byte_);
    return std::move(bytes_);
  }

 private:
  void put(std::uint32_t bit) {
    byte_ |= bit << used_;
    if (++used_ < 8) return;
    bytes_ += static_cast<char>(byte_);
    byte_ = 0;
    used_ = 0;
  }

  std::string bytes_;
  std::uint32_t byte_ = 0;
  int used_ = 0;
};

constexpr std::uint32_t kLongestMatch = 258;

/// "The zero before once more, `length` times": only what RFC 1951 writes for 258 and for 3 to 10, which have no extra
/// bits.
void put_match(Bits& bits, std::uint32_t length) {
  if (length == kLongestMatch) {
    bits.code(0b1100'0101, 8);  // 285, the eighth-bit codes 280 to 287 begin at 11000000.
  } else {
    bits.code(length - 2, 7);  // 257 for 3 and so on; the seven-bit codes 256 to 279 begin at 0000000, the block's end.
  }
  bits.code(0, 5);  // A distance of 1.
}

/// So many zeros as one block of fixed Huffman codes.
std::string deflated_zeros(std::uint64_t count) {
  Bits bits;
  bits.number(1, 1);  // The last block.
  bits.number(1, 2);  // Of fixed codes.
  const auto zero = [&bits] { bits.code(0b0011'0000, 8); };
  zero();
  --count;
  for (; count >= kLongestMatch; count -= kLongestMatch) put_match(bits, kLongestMatch);
  for (; count >= 3; count -= std::min<std::uint64_t>(count, 10)) {
    put_match(bits, static_cast<std::uint32_t>(std::min<std::uint64_t>(count, 10)));
  }
  for (; count > 0; --count) zero();
  bits.code(0, 7);  // The block's end.
  return std::move(bits).take();
}

/// RFC 1950: a head, the block, and Adler-32, which of zeros is their number beside 1.
std::string zlib_zeros(std::uint64_t count) {
  constexpr std::uint64_t kAdlerBase = 65'521;
  std::string out = "\x78\x01" + deflated_zeros(count);
  put_big_endian(out, static_cast<std::uint32_t>(count % kAdlerBase) << 16 | 1);
  return out;
}

}  // namespace

std::string grey_png(std::uint32_t width, std::uint32_t height) {
  std::string header;
  put_big_endian(header, width);
  put_big_endian(header, height);
  header.append({1, 3, 0, 0, 0});  // One bit a pixel, a palette, and the only methods that there are.
  // A row is the filter "none", a zero, and its pixels, which are zeros: the first colour of the palette.
  const std::uint64_t row = 1 + (std::uint64_t{width} + 7) / 8;
  std::string png = "\x89PNG\r\n\x1A\n";
  put_chunk(png, "IHDR", header);
  put_chunk(png, "PLTE", "\x80\x80\x80");
  put_chunk(png, "IDAT", zlib_zeros(row * height));
  put_chunk(png, "IEND", "");
  return png;
}

bool is_greyable(const Image& image) {
  if (image.origin == Image::Origin::remote_url || image.width == 0 || image.height == 0) return false;
  return std::uint64_t{image.width} * image.height <= kMostGreyPixels;
}

ImagePtr grey_twin(const Image& image) {
  Image twin;
  twin.origin = Image::Origin::data_url;
  twin.width = image.width;
  twin.height = image.height;
  if (image.orientation >= 5) std::swap(twin.width, twin.height);
  const std::string bytes = grey_png(twin.width, twin.height);
  twin.url = data_url_prefix(ImageType::png) + to_base64(bytes);
  twin.hint = fmt::format("grey, {}x{}", twin.width, twin.height);
  twin.bytes = bytes.size();
  twin.sha256 = sha256_hex(bytes);
  return std::make_shared<const Image>(std::move(twin));
}

}  // namespace sightline

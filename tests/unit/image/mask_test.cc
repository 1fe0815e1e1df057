#include "image/mask.h"

#include <zlib.h>
#include <catch2/catch.hpp>

namespace sightline {
namespace {

std::string big_endian(std::uint32_t value) {
  std::string bytes(4, '\0');
  for (int i = 0; i < 4; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<char>(value >> (24 - 8 * i));
  return bytes;
}

std::string chunk(const std::string& type, const std::string& data) {
  const std::string body = type + data;
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big_endian(static_cast<std::uint32_t>(data.size())) + body + big_endian(static_cast<std::uint32_t>(sum));
}

struct Pixels {
  std::uint32_t width;
  std::uint32_t height;
  int depth;
  int colour;        ///< PNG's colour type.
  std::string rows;  ///< Each with its filter byte.
  std::string more = {};
};

std::string png_of(const Pixels& pixels) {
  uLongf size = compressBound(static_cast<uLong>(pixels.rows.size()));
  std::string packed(size, '\0');
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(pixels.rows.data()),
           static_cast<uLong>(pixels.rows.size()));
  packed.resize(size);
  const std::string kind{static_cast<char>(pixels.depth), static_cast<char>(pixels.colour), 0, 0, 0};
  return "\x89PNG\r\n\x1A\n" + chunk("IHDR", big_endian(pixels.width) + big_endian(pixels.height) + kind) +
         pixels.more + chunk("IDAT", packed) + chunk("IEND", "");
}

/// "01|10" where a pixel is inside: 1, or what is wrong.
std::string drawn(const std::string& png) {
  const auto mask = read_mask(png);
  if (!mask) return mask.error().front().message;
  std::string text;
  for (std::size_t row = 0; row < mask->height; ++row) {
    if (row > 0) text += '|';
    for (std::size_t column = 0; column < mask->width; ++column) {
      text += mask->holds(static_cast<double>(column), static_cast<double>(row)) ? '1' : '0';
    }
  }
  return text;
}

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text += static_cast<char>(value);
  return text;
}

}  // namespace

TEST_CASE("what is not black is inside of a mask, whatever the PNG's colours") {
  CHECK(drawn(png_of({2, 2, 8, 0, bytes({0, 0, 255, 0, 1, 0})})) == "01|10");
  CHECK(drawn(png_of({8, 1, 1, 0, bytes({0, 0b01010011})})) == "01010011");
  // The darkest step of 16 bits.
  CHECK(drawn(png_of({2, 1, 16, 0, bytes({0, 0, 0, 0, 1})})) == "01");
  CHECK(drawn(png_of({3, 1, 8, 2, bytes({0, 0, 0, 0, 0, 0, 9, 255, 0, 0})})) == "011");
  const std::string palette = chunk("PLTE", bytes({0, 0, 0, 128, 0, 0}));
  CHECK(drawn(png_of({3, 1, 8, 3, bytes({0, 1, 0, 1}), palette})) == "101");
}

TEST_CASE("what is transparent is outside of a mask") {
  CHECK(drawn(png_of({2, 1, 8, 4, bytes({0, 255, 0, 255, 255})})) == "01");
  CHECK(drawn(png_of({2, 1, 8, 6, bytes({0, 255, 255, 255, 255, 255, 255, 255, 0})})) == "10");
}

TEST_CASE("a mask ends at its edges") {
  const auto mask = read_mask(png_of({2, 1, 8, 0, bytes({0, 255, 255})}));
  REQUIRE(mask);
  CHECK(mask->holds(1, 0));
  CHECK(mask->holds(1.9, 0.9));
  CHECK_FALSE(mask->holds(2, 0));
  CHECK_FALSE(mask->holds(0, 1));
  CHECK_FALSE(mask->holds(-0.5, 0));
  CHECK_FALSE(mask->holds(std::numeric_limits<double>::quiet_NaN(), 0));
}

TEST_CASE("what is no mask is told") {
  const std::string whole = png_of({2, 1, 8, 0, bytes({0, 0, 255})});
  CHECK(drawn("GIF89a") == "is no PNG; a mask is a PNG image");
  CHECK(drawn("") == "is no PNG; a mask is a PNG image");
  CHECK(drawn(png_of({2, 1, 8, 0, bytes({0, 0, 0})})) == "is all black: no point can be inside of it");
  CHECK(drawn(png_of({65'535, 65'535, 8, 0, ""})) == "is too large for a mask: 65535 x 65535 pixels, at most 32000000");
  for (std::size_t cut = 8; cut + 13 < whole.size(); ++cut) {
    CAPTURE(cut);
    CHECK(drawn(whole.substr(0, cut)).starts_with("is damaged: "));
  }
}

}  // namespace sightline

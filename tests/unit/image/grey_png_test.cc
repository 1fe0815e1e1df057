#include "image/grey_png.h"

#include <zlib.h>

#include <catch2/catch.hpp>

#include "base/sha256.h"
#include "image/image.h"
#include "samples.h"

namespace sightline {
namespace {

struct PngChunk {
  std::string type;
  std::string body;
  std::uint32_t crc = 0;
};

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

std::vector<PngChunk> chunks_of(const std::string& png) {
  std::vector<PngChunk> chunks;
  for (std::size_t at = 8; at + 12 <= png.size();) {
    const std::uint32_t length = number_at(png, at);
    chunks.push_back({png.substr(at + 4, 4), png.substr(at + 8, length), number_at(png, at + 8 + length)});
    at += 12 + length;
  }
  return chunks;
}

std::uint32_t crc_by_zlib(const PngChunk& chunk) {
  const std::string bytes = chunk.type + chunk.body;
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

/// What zlib makes of a stream whose content has `size` bytes; zlib checks the Adler-32 at its end.
std::string inflated(const std::string& stream, std::size_t size) {
  std::string out(size + 1, 'x');
  auto length = static_cast<uLongf>(out.size());
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<const Bytef*>(stream.data()),
                     static_cast<uLong>(stream.size())) == Z_OK);
  out.resize(length);
  return out;
}

void check_png(std::uint32_t width, std::uint32_t height) {
  CAPTURE(width, height);
  const std::string png = grey_png(width, height);
  const auto header = read_image_header(png);
  REQUIRE(header);
  CHECK(header->type == ImageType::png);
  CHECK(header->width == width);
  CHECK(header->height == height);
  const auto chunks = chunks_of(png);
  REQUIRE(chunks.size() == 4);
  for (const PngChunk& chunk : chunks) CHECK(chunk.crc == crc_by_zlib(chunk));
  CHECK(chunks[0].body.substr(8) == std::string("\1\3\0\0\0", 5));
  CHECK(chunks[1].body == "\x80\x80\x80");
  const std::size_t size = (1 + (std::size_t{width} + 7) / 8) * height;
  CHECK(inflated(chunks[2].body, size) == std::string(size, '\0'));
  CHECK(chunks[3].type == "IEND");
}

}  // namespace

TEST_CASE("A grey PNG is read by zlib as rows of the palette's one colour, whatever its size") {
  for (std::uint32_t width = 1; width <= 40; ++width) check_png(width, 1);
  // Contents of 2 to 600 bytes: every rest that the longest matches can leave.
  for (std::uint32_t height = 1; height <= 300; ++height) check_png(1, height);
  check_png(4000, 3000);
  check_png(65'521, 9);  // Past Adler-32's base.
}

TEST_CASE("A grey PNG is small, and its bytes never change") {
  CHECK(grey_png(4000, 3000).size() < 11'000);
  CHECK(sha256_hex(grey_png(1, 1)) == "93e613368abe39f0b87cbd01849af3499026bff86fcee244b747dfb45f73e700");
  CHECK(sha256_hex(grey_png(260, 260)) == "11502bb18df6d12fec6a75d7d03725438d235e487611ef841abc0ba32b82b7e8");
}

TEST_CASE("An image's grey twin is as large as the image is displayed") {
  Image photo;
  photo.width = 30;
  photo.height = 20;
  photo.orientation = 6;
  REQUIRE(is_greyable(photo));
  const ImagePtr twin = grey_twin(photo);
  CHECK(twin->width == 20);
  CHECK(twin->height == 30);
  CHECK(twin->orientation == 1);
  const auto read_back = image_from_data_url(twin->url);
  REQUIRE(read_back);
  CHECK((*read_back)->width == 20);
  CHECK((*read_back)->height == 30);
  CHECK((*read_back)->sha256 == twin->sha256);
  CHECK((*read_back)->bytes == twin->bytes);
}

TEST_CASE("An image of unknown or monstrous size has no grey twin") {
  Image remote;
  remote.origin = Image::Origin::remote_url;
  CHECK_FALSE(is_greyable(remote));
  Image monster;
  monster.width = 100'000;
  monster.height = 10'001;
  CHECK_FALSE(is_greyable(monster));
  monster.height = 10'000;
  CHECK(is_greyable(monster));
}

}  // namespace sightline

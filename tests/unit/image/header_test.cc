#include <catch2/catch.hpp>
#include <random>

#include "image/byte_reader.h"
#include "image/image.h"
#include "samples.h"

namespace sightline {
namespace {

std::string trouble_of(std::string_view bytes) {
  const auto header = read_image_header(bytes);
  return header ? "none" : header.error().front().message;
}

}  // namespace

TEST_CASE("The type, size and turn of an image are told by its bytes") {
  for (const ImageSample& sample : image_samples()) {
    INFO(sample.name);
    const auto header = read_image_header(sample.bytes);
    REQUIRE(header.has_value());
    CHECK(header->type == sample.type);
    CHECK(header->width == 5);
    CHECK(header->height == 3);
    CHECK(header->orientation == sample.orientation);
  }
}

TEST_CASE("A header cut anywhere gives an error or the right answer") {
  for (const ImageSample& sample : image_samples()) {
    for (std::size_t length = 0; length < sample.bytes.size(); ++length) {
      INFO(sample.name << " cut to " << length << " bytes");
      const auto header = read_image_header(std::string_view(sample.bytes).substr(0, length));
      if (!header) continue;
      CHECK(header->type == sample.type);
      CHECK(header->width == 5);
      CHECK(header->height == 3);
      CHECK(header->orientation == sample.orientation);
    }
  }
}

TEST_CASE("All eight EXIF turns are read in both byte orders") {
  for (int turn = 1; turn <= 8; ++turn) {
    CHECK(read_image_header(jpeg_with(exif_segment(turn)))->orientation == turn);
    CHECK(read_image_header(jpeg_with(little_endian_exif_segment(turn)))->orientation == turn);
  }
}

TEST_CASE("EXIF data that is damaged, or turns as nothing turns, leaves the image unturned") {
  CHECK(read_image_header(jpeg_with(exif_segment(0)))->orientation == 1);
  CHECK(read_image_header(jpeg_with(exif_segment(9)))->orientation == 1);
  const std::string whole = exif_segment(6);
  for (std::size_t damaged = 10; damaged < whole.size(); ++damaged) {
    std::string segment = whole;
    segment[damaged] = '\xEE';
    const auto header = read_image_header(jpeg_with(segment));
    REQUIRE(header.has_value());
    CHECK(header->width == 5);
    CHECK((header->orientation == 1 || header->orientation == 6));
  }
}

TEST_CASE("What is no image is called by what it is") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"", "is empty (0 bytes)"},
      {"<!DOCTYPE html>\n<title>404</title>", "looks like HTML; images are PNG, JPEG, GIF or WEBP"},
      {"\xEF\xBB\xBF\r\n <HTML>", "looks like HTML; images are PNG, JPEG, GIF or WEBP"},
      {"<?xml version=\"1.0\"?>\n<svg width=\"3\"/>", "looks like SVG; images are PNG, JPEG, GIF or WEBP"},
      {"<?xml version=\"1.0\"?>\n<plist/>", "looks like XML; images are PNG, JPEG, GIF or WEBP"},
      {"{\"error\": \"no such key\"}", "looks like JSON; images are PNG, JPEG, GIF or WEBP"},
      {"version https://git-lfs.github.com/spec/v1\noid sha256:00",
       "is a Git LFS pointer and not the image itself; fetch it with `git lfs pull`"},
      {"%PDF-1.7", "begins with 25 50 44 46 (PDF); images are PNG, JPEG, GIF or WEBP"},
      {"BM\x36\x84", "begins with 42 4d 36 84 (BMP); images are PNG, JPEG, GIF or WEBP"},
      {std::string("II*\0\x08", 5), "begins with 49 49 2a 00 (TIFF); images are PNG, JPEG, GIF or WEBP"},
      {std::string("\0\0\0\x1C"
                   "ftypavif",
                   12),
       "begins with 00 00 00 1c (AVIF); images are PNG, JPEG, GIF or WEBP"},
      {std::string("\0\0\0\x18"
                   "ftypheic",
                   12),
       "begins with 00 00 00 18 (HEIC); images are PNG, JPEG, GIF or WEBP"},
      {std::string("\0\0\0\x18"
                   "ftypisom",
                   12),
       "begins with 00 00 00 18 (a film); images are PNG, JPEG, GIF or WEBP"},
      {std::string("\0", 1), "begins with 00; images are PNG, JPEG, GIF or WEBP"},
      {"hello", "begins with 68 65 6c 6c; images are PNG, JPEG, GIF or WEBP"},
      {"RIFF\x24\x08\x01\x01WAVEfmt ", "begins with 52 49 46 46; images are PNG, JPEG, GIF or WEBP"},
      {"\x89PNG", "is cut within its header: it has 4 bytes; copy the file again"},
      {"\x89PNG\r\n\x1A\n", "is cut within its PNG header; copy the file again"},
      {"\x89PNG\r\n\x1A\n\x01\x01\x01\x01IDAT12345",
       "is damaged: a PNG begins with an IHDR chunk, and this one does not"},
      {"GIF89a", "is cut within its GIF header; copy the file again"},
      {"\xFF\xD8\xFF\xD9", "is damaged: its JPEG data ends without saying its size"},
      {std::string("\xFF\xD8\xFF\xE0\0\1", 6), "is damaged: a segment of its JPEG data has an impossible length"},
      {std::string("GIF89a\0\0\x03\0\0\0\0", 13), "is damaged: it says that it is 0 x 3 pixels"},
  };
  for (const auto& [bytes, message] : table) CHECK(trouble_of(bytes) == message);
}

TEST_CASE("Random bytes behind a signature never crash a reader") {
  std::mt19937 random(7);
  for (int round = 0; round < 4'000; ++round) {
    std::string bytes = image_samples()[random() % 8].bytes;
    for (int hits = 0; hits < 4; ++hits) bytes[random() % bytes.size()] = static_cast<char>(random());
    const auto header = read_image_header(bytes);
    CHECK((header || !header.error().front().message.empty()));
  }
}

TEST_CASE("A reader of pieces sees the same bytes however they are cut") {
  const std::string text = "abcdefghij";
  for (std::size_t size = 1; size <= text.size(); ++size) {
    std::size_t offset = 0;
    ByteReader in([&] {
      const std::string_view piece = std::string_view(text).substr(offset, size);
      offset += piece.size();
      return piece;
    });
    CHECK(in.peek(3) == "abc");
    CHECK(in.take(2) == "ab");
    CHECK(in.byte() == 'c');
    CHECK(in.skip(2));
    CHECK(in.skip_past('g'));
    CHECK(in.peek(9) == "hij");
    CHECK_FALSE(in.take(4).has_value());
    CHECK(in.take(3) == "hij");
    CHECK(in.skip(0));
    CHECK_FALSE(in.skip(1));
    CHECK_FALSE(in.byte().has_value());
  }
}

}  // namespace sightline

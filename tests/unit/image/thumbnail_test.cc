#include "image/thumbnail.h"

#include <zlib.h>

#include <catch2/catch.hpp>

#include "image/bare_png.h"
#include "image/bare_webp.h"
#include "image/image.h"
#include "image/integers.h"
#include "samples.h"

namespace sightline {
namespace {

#ifdef SIGHTLINE_WITH_PICTURES

std::string big_endian_text(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

std::string chunk_of(const std::string& type, const std::string& data) {
  const std::string body = type + data;
  const auto crc = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big_endian_text(static_cast<std::uint32_t>(data.size())) + body +
         big_endian_text(static_cast<std::uint32_t>(crc));
}

/// A grey PNG that says it has that size, and has the pixels of `rows` rows.
std::string made_grey_png(std::uint32_t width, std::uint32_t height, std::uint32_t rows) {
  const std::string pixels(std::size_t{rows} * (width + 1), '\0');
  std::string packed(compressBound(pixels.size()), '\0');
  uLongf length = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<const Bytef*>(pixels.data()),
           pixels.size());
  packed.resize(length);
  return "\x89PNG\r\n\x1a\n" +
         chunk_of("IHDR", big_endian_text(width) + big_endian_text(height) + std::string("\x08\0\0\0\0", 5)) +
         chunk_of("IDAT", packed) + chunk_of("IEND", "");
}

Thumbnails loaded_module() {
  auto loaded = Thumbnails::load(thumbnail_module_path());
  REQUIRE(loaded);
  return *loaded;
}

std::string size_of(const std::string& webp) {
  const auto header = read_image_header(webp);
  REQUIRE(header);
  CHECK(header->type == ImageType::webp);
  return fmt::format("{}x{}", header->width, header->height);
}

std::string thumbnail_trouble(const Expected<std::string>& made) {
  return made ? "made" : made.error().front().message;
}

TEST_CASE("a thumbnail is a WebP of 512 pixels at most, and never larger than its image") {
  const Thumbnails thumbnails = loaded_module();
  CHECK(size_of(thumbnails.make(made_grey_png(2'000, 1'000, 1'000)).value()) == "512x256");
  CHECK(size_of(thumbnails.make(made_grey_png(100, 2'000, 2'000)).value()) == "26x512");
  CHECK(size_of(thumbnails.make(png_sample()).value()) == "5x3");
  CHECK(size_of(thumbnails.make(progressive_jpeg_sample()).value()) == "5x3");
}

TEST_CASE("a thumbnail is upright whatever its EXIF turn, and the same at each making") {
  const Thumbnails thumbnails = loaded_module();
  for (int orientation = 1; orientation <= 8; ++orientation) {
    INFO(orientation);
    const std::string image = jpeg_with(exif_segment(orientation));
    const auto made = thumbnails.make(image);
    CHECK(size_of(made.value()) == (orientation < 5 ? "5x3" : "3x5"));
    CHECK(thumbnails.make(image).value() == *made);
    CHECK(made->find("EXIF") == std::string::npos);
  }
}

TEST_CASE("a PNG has the same thumbnail whatever else its file carries") {
  const Thumbnails thumbnails = loaded_module();
  const std::string plain = made_grey_png(40, 30, 30);
  const std::size_t after_header = 33;
  std::string carrying = plain;
  carrying.insert(after_header, chunk_of("noIs", std::string(100'000, 'x')) + chunk_of("tEXt", "Author"));
  CHECK(thumbnails.make(carrying).value() == thumbnails.make(plain).value());
}

TEST_CASE("what is cut, lies or is none has no thumbnail") {
  const Thumbnails thumbnails = loaded_module();
  CHECK(thumbnail_trouble(thumbnails.make(made_grey_png(100, 100, 3))) != "made");
  const std::string jpeg = jpeg_sample();
  CHECK(thumbnail_trouble(thumbnails.make(jpeg.substr(0, jpeg.size() - 12))) != "made");
  CHECK(thumbnail_trouble(thumbnails.make(made_grey_png(30'000, 30'000, 1))) ==
        "30000 x 30000 pixels are more than a thumbnail is made of");
  CHECK(thumbnail_trouble(thumbnails.make("<svg xmlns='http://www.w3.org/2000/svg'/>")) != "made");
  CHECK(thumbnail_trouble(thumbnails.make("%PDF-1.7\n")) != "made");
  CHECK(thumbnail_trouble(thumbnails.make("")) != "made");
}

#endif

TEST_CASE("a module that is missing is told as that") {
  CHECK(Thumbnails::load("").error().front().message == "this build of sightline has no module for images (libvips)");
  CHECK(Thumbnails::load("/nowhere/sightline_pictures.so")
            .error()
            .front()
            .message.starts_with("the module for images cannot be loaded: "));
}

/// A chunk of a RIFF file.
std::string riff_chunk(const std::string& name, const std::string& body) {
  std::string chunk = name;
  for (int i = 0; i < 4; ++i) chunk += static_cast<char>(body.size() >> (8 * i) & 0xFF);
  return chunk + body + std::string(body.size() % 2, '\0');
}

/// A chunk of a PNG; nobody looks at its checksum here.
std::string png_chunk(const std::string& name, const std::string& body) {
  std::string length(4, '\0');
  length[3] = static_cast<char>(body.size());
  return length + name + body + "csum";
}

TEST_CASE("a bare PNG has what decides how it looks, and nothing else") {
  const std::string begins = "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", "header");
  const std::string look = png_chunk("iCCP", "colours") + png_chunk("PLTE", "more") + png_chunk("tRNS", "through");
  const std::string ends = png_chunk("IDAT", "pixels") + png_chunk("IEND", "");
  const std::string noise = png_chunk("tEXt", "Author") + png_chunk("noIs", "whatever") + png_chunk("zTXt", "bomb");
  CHECK(bare_png(begins + noise + look + ends + noise) == begins + look + ends);
  CHECK(bare_png(begins + look + ends) == begins + look + ends);
}

TEST_CASE("a PNG that is cut, or lies about a length, stays as it is from there on") {
  const std::string begins = "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", "header");
  CHECK(bare_png(begins + png_chunk("tEXt", "Author").substr(0, 9)) ==
        begins + png_chunk("tEXt", "Author").substr(0, 9));
  CHECK(bare_png(begins + "\xFF\xFF\xFF\xFFtEXtshort.......") == begins + "\xFF\xFF\xFF\xFFtEXtshort.......");
  CHECK(bare_png("\x89PN") == "\x89PN");
  CHECK(bare_png("") == "");
}

TEST_CASE("a bare WebP has its pixels and nothing that tells of place, camera or author") {
  const std::string pixels = riff_chunk("VP8 ", "pixels!");
  const std::string bare = bare_webp(
      std::string("RIFF\0\0\0\0WEBP", 12) + riff_chunk("VP8X", std::string("\x3C\0\0\0\x01\0\0\x02\0\0", 10)) +
      riff_chunk("ICCP", "profile") + pixels + riff_chunk("EXIF", "52.5 N") + riff_chunk("XMP ", "author"));
  const std::string expected = riff_chunk("VP8X", std::string("\x10\0\0\0\x01\0\0\x02\0\0", 10)) + pixels;
  CHECK(bare.substr(12) == expected);
  CHECK(little_endian(bare, 4, 4) == bare.size() - 8);
  CHECK(bare_webp("RIFFxxxx") == "");
  CHECK(bare_webp("PNG") == "");
}

TEST_CASE("a WebP whose chunks lie about their length does not lead out of it") {
  const std::string head("RIFF\0\0\0\0WEBP", 12);
  CHECK(bare_webp(head + "VP8X" + "\xFF\xFF\xFF\xFF").size() >= 12);
  CHECK(bare_webp(head + "VP8X" + "\xFF\xFF\xFF\x7F" + "\x0C").size() >= 12);
  CHECK(bare_webp(head + "VP8 " + std::string("\x64\0\0\0", 4) + "short").size() == head.size() + 13);
}

}  // namespace
}  // namespace sightline

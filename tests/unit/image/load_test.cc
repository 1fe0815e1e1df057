#include <catch2/catch.hpp>

#include "base/sha256.h"
#include "fakes/memory_files.h"
#include "image/image.h"
#include "samples.h"

namespace sightline {
namespace {

Expected<ImagePtr> load(const std::string& bytes) {
  fakes::MemoryFiles files;
  files.put("/project/images/a.png", bytes);
  return load_image(files, "/project/images/a.png", "images/a.png");
}

}  // namespace

TEST_CASE("An image of a file is known by its bytes, whatever its name") {
  for (const ImageSample& sample : image_samples()) {
    INFO(sample.name);
    const auto image = load(sample.bytes);
    REQUIRE(image.has_value());
    CHECK((*image)->origin == Image::Origin::file);
    CHECK((*image)->path == "/project/images/a.png");
    CHECK((*image)->hint == "images/a.png");
    CHECK((*image)->url.empty());
    CHECK((*image)->type == sample.type);
    CHECK((*image)->width == 5);
    CHECK((*image)->height == 3);
    CHECK((*image)->orientation == sample.orientation);
    CHECK((*image)->bytes == sample.bytes.size());
    CHECK((*image)->sha256 == sha256_hex(sample.bytes));
  }
}

TEST_CASE("A large file is digested to its last byte, though its pixels end before") {
  const std::string bytes = png_sample() + std::string(3u << 20, 'x') + "end";
  const auto image = load(bytes);
  REQUIRE(image.has_value());
  CHECK((*image)->bytes == bytes.size());
  CHECK((*image)->sha256 == sha256_hex(bytes));
}

TEST_CASE("A JPEG's frame is found behind megabytes of other data") {
  std::string segments;
  for (int i = 0; i < 40; ++i) segments += std::string("\xFF\xE2\xFF\xFF", 4) + std::string(0xFFFD, '\xD9');
  const auto image = load(jpeg_with(segments));
  REQUIRE(image.has_value());
  CHECK((*image)->width == 5);
}

TEST_CASE("An image file cut anywhere is an error that names it") {
  const std::vector<std::pair<ImageSample, std::string>> table{
      {image_samples()[0], "'images/a.png' is cut: its PNG data ends before the IEND chunk; copy the file again"},
      {image_samples()[1], "'images/a.png' is cut: its JPEG data ends before the EOI marker; copy the file again"},
      {image_samples()[4], "'images/a.png' is cut: its GIF data ends before the trailer; copy the file again"},
      {image_samples()[5],
       "'images/a.png' is cut: its WEBP header promises 56 bytes, and there are fewer; copy the file again"},
  };
  for (const auto& [sample, message] : table) {
    const auto image = load(sample.bytes.substr(0, sample.bytes.size() - 1));
    REQUIRE_FALSE(image.has_value());
    CHECK(image.error().front().message == message);
    CHECK(image.error().front().place == Place{});
  }
}

TEST_CASE("An empty image file is called empty") {
  CHECK(load("").error().front().message == "'images/a.png' is empty (0 bytes)");
}

TEST_CASE("An image without pixels is damaged") {
  const std::string png = png_sample();
  const std::string no_pixels = png.substr(0, 33) + png.substr(png.size() - 12);
  CHECK(load(no_pixels).error().front().message ==
        "'images/a.png' is damaged: a PNG without an IDAT chunk has no pixels");
  const std::string gif = gif_sample();
  CHECK(load(gif.substr(0, 19) + ";").error().front().message ==
        "'images/a.png' is damaged: its GIF data holds no picture");
  CHECK(load(gif.substr(0, 19) + "?").error().front().message ==
        "'images/a.png' is damaged: its GIF data holds an unknown block");
}

TEST_CASE("A file that cannot be read says so, and no more") {
  fakes::MemoryFiles files;
  const auto missing = load_image(files, "/project/none.png", "none.png");
  REQUIRE_FALSE(missing.has_value());
  REQUIRE(missing.error().size() == 1);
  CHECK(missing.error().front().message == "cannot read '/project/none.png': No such file or directory");

  files.put("/a.png", png_sample() + std::string(1u << 20, 'x'));
  files.fail("/a.png", fakes::MemoryFiles::Operation::read, std::errc::io_error, 2);
  const auto broken = load_image(files, "/a.png", "a.png");
  REQUIRE_FALSE(broken.has_value());
  REQUIRE(broken.error().size() == 1);
  CHECK(broken.error().front().message == "cannot read '/a.png': Input/output error");
}

}  // namespace sightline

#include "image/smart_resize.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

Image image_of(std::uint32_t width, std::uint32_t height, int orientation) {
  Image image;
  image.width = width;
  image.height = height;
  image.orientation = orientation;
  return image;
}

}  // namespace

TEST_CASE("an image is displayed with its EXIF turn") {
  for (const int orientation : {1, 2, 3, 4}) CHECK(displayed_size(image_of(640, 480, orientation))->width == 640);
  for (const int orientation : {5, 6, 7, 8}) {
    CHECK(displayed_size(image_of(640, 480, orientation))->width == 480);
    CHECK(displayed_size(image_of(640, 480, orientation))->height == 640);
  }
  CHECK_FALSE(displayed_size(image_of(0, 0, 1)));
}

// Worked out with smart_resize of transformers: factor 32 and at least 65,536 pixels, factor 28 and at least 3,136.
TEST_CASE("images are resized as Qwen's processors do it") {
  struct Row {
    const char* family;
    std::uint32_t max_tokens;
    PixelSize image;
    PixelSize resized;
  };
  const std::vector<Row> rows{
      {"qwen3-vl", 16384, {1920, 1080}, {1920, 1088}},   {"qwen3-vl", 16384, {1280, 720}, {1280, 704}},
      {"qwen3-vl", 2560, {3840, 2160}, {2144, 1184}},    {"qwen3-vl", 16384, {100, 50}, {384, 192}},
      {"qwen2.5-vl", 16384, {1920, 1080}, {1932, 1092}}, {"qwen2.5-vl", 16384, {640, 480}, {644, 476}},
      {"qwen2.5-vl", 1280, {1920, 1080}, {1316, 728}},   {"qwen2.5-vl", 16384, {20, 10}, {84, 56}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.family, row.max_tokens, row.image.width, row.image.height);
    const auto resized = smart_resized(row.image, {row.family, row.max_tokens});
    REQUIRE(resized);
    CHECK(resized->width == row.resized.width);
    CHECK(resized->height == row.resized.height);
  }
  CHECK_FALSE(smart_resized({640, 480}, {"none", 16384}));
}

}  // namespace sightline

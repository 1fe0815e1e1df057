#include "assertion/coordinates.h"

#include <catch2/catch.hpp>

#include "json/json.h"

namespace sightline {
namespace {

/// How coordinates are read, as they are written again; or what is wrong.
std::string coordinates_read(const char* json) {
  const auto read = read_coordinates(parse_json(json).value());
  return read ? read->text() : read.error();
}

Coordinates coordinates_of(const char* json) {
  return read_coordinates(parse_json(json).value()).value();
}

}  // namespace

TEST_CASE("coordinates are a scale and an order") {
  for (const char* name : {"relative_1000", "relative_999", "relative_1", "pixels", "resized_pixels"}) {
    CHECK(coordinates_read(('"' + std::string(name) + '"').c_str()) == name);
  }
  CHECK(coordinates_read(R"({"scale": 1000})") == "relative_1000");
  CHECK(coordinates_read(R"({"scale": 512, "order": "xyxy"})") == "{scale: 512, order: xyxy}");
  CHECK(coordinates_read(R"({"scale": "pixels", "order": "xywh"})") == "{scale: pixels, order: xywh}");
}

TEST_CASE("what is no coordinates is told") {
  CHECK(coordinates_read(R"("pixel")") ==
        "wants 'relative_1000', 'relative_999', 'relative_1', 'pixels' or 'resized_pixels' or a map of 'scale' and "
        "'order', got 'pixel'; did you mean 'pixels'?");
  CHECK(coordinates_read("1000") ==
        "wants 'relative_1000', 'relative_999', 'relative_1', 'pixels' or 'resized_pixels' or a map of 'scale' and "
        "'order', got 1000");
  CHECK(coordinates_read(R"({"order": "xyxy"})") == "lacks 'scale', what the full width or height counts as");
  CHECK(coordinates_read(R"({"scale": 0})") ==
        "wants 'relative_1000', 'relative_999', 'relative_1', 'pixels' or 'resized_pixels' or a number above 0 as its "
        "scale, got 0");
  CHECK(coordinates_read(R"({"scale": 1, "order": "yyyx"})") ==
        "wants 'xyxy', 'yxyx' or 'xywh' as its order, got 'yyyx'; did you mean 'yxyx'?");
  CHECK(coordinates_read(R"({"scale": 1, "orders": "yxyx"})") == "has the keys 'scale' and 'order', not 'orders'");
}

TEST_CASE("numbers are brought to the plane by their scale and order") {
  const PixelSize plane{2000, 1000};
  const PixelSize thousand{1000, 1000};
  using Order = Coordinates::Order;
  CHECK(Projection(Order::xyxy, thousand, plane).corners({100, 200, 300, 400}) == Corners{200, 200, 600, 400});
  CHECK(Projection(Order::yxyx, thousand, plane).corners({100, 200, 300, 400}) == Corners{400, 100, 800, 300});
  CHECK(Projection(Order::xywh, thousand, plane).corners({100, 200, 300, 400}) == Corners{200, 200, 800, 600});
  CHECK(Projection(Order::xyxy, thousand, plane).spot({100, 200}) == Spot{200, 200});
  CHECK(Projection(Order::yxyx, thousand, plane).spot({100, 200}) == Spot{400, 100});
  CHECK(Projection(Order::xywh, thousand, plane).spot({100, 200}) == Spot{200, 200});
}

TEST_CASE("the raster of coordinates is their scale, the image, or the image as the model resizes it") {
  const VisualTokens rule{"qwen2.5-vl", 1280};
  const PixelSize image{1920, 1080};
  CHECK(raster_of(coordinates_of(R"("relative_999")"), image, rule)->width == 999);
  CHECK(raster_of(coordinates_of(R"("relative_999")"), std::nullopt, rule)->width == 999);
  CHECK(raster_of(coordinates_of(R"("pixels")"), image, rule)->width == 1920);
  CHECK(raster_of(coordinates_of(R"("resized_pixels")"), image, rule)->width == 1316);
  CHECK(raster_of(coordinates_of(R"("resized_pixels")"), image, rule)->height == 728);
  CHECK_FALSE(raster_of(coordinates_of(R"("resized_pixels")"), image, {"none", 0}));
  CHECK_FALSE(raster_of(coordinates_of(R"("pixels")"), std::nullopt, rule));
}

}  // namespace sightline

#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "assertion/option_schema.h"
#include "assertion/options.h"
#include "image/smart_resize.h"
#include "metric/boxes.h"
#include "model/suite.h"

namespace sightline {

/// How places in an image are written: `relative_1000`, `relative_999`, `relative_1` (0 to that number over the full
/// width or height), `pixels` (of the image as it is displayed), `resized_pixels` (of the image as the model's
/// `visual_tokens` resizes it), or `{scale: …, order: xyxy|yxyx|xywh}`. They are declared and never guessed from the
/// numbers: a small box in pixels looks like one in thousandths.
struct Coordinates {
  enum class Scale { relative, pixels, resized_pixels };
  enum class Order { xyxy, yxyx, xywh };
  Scale scale = Scale::pixels;
  double full = 1;  ///< Of a relative scale: what the whole width or height counts as.
  Order order = Order::xyxy;

  /// As its author writes it: "relative_1000", "{scale: pixels, order: yxyx}".
  std::string text() const;
};

/// The text or map that declares them; what is wrong with it otherwise: "wants 'relative_1000', …, got 'pixel'".
tl::expected<Coordinates, std::string> read_coordinates(const Node& written);
/// The same of an option; nothing where it is not given or wrong, which is told.
std::optional<Coordinates> coordinates_option(Options& options, std::string_view option);
/// JSON Schema of such an option.
std::string coordinates_schema(std::string_view description);

/// Numbers in one kind of coordinates, brought to the plane that places are compared on.
class Projection {
 public:
  /// `plane` is the displayed image in pixels. `raster` is what the full width and height are in the coordinates.
  Projection(Coordinates::Order order, PixelSize raster, PixelSize plane)
      : order_(order), raster_(raster), plane_(plane) {}

  Corners corners(const std::array<double, 4>& numbers) const;
  Spot spot(const std::array<double, 2>& numbers) const;
  const PixelSize& raster() const { return raster_; }

 private:
  double across(double x) const { return x * plane_.width / raster_.width; }
  double down(double y) const { return y * plane_.height / raster_.height; }

  Coordinates::Order order_;
  PixelSize raster_;
  PixelSize plane_;
};

/// What the full width and height of an image count as in `coordinates`; nothing where that takes the size of an image
/// whose size is not known, or a rule of resizing that the model does not have.
std::optional<PixelSize> raster_of(const Coordinates& coordinates, std::optional<PixelSize> image,
                                   const VisualTokens& rule);

}  // namespace sightline

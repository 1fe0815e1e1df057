#include "image/mask.h"

#include <fmt/format.h>
#include <png.h>

#include <algorithm>
#include <cstring>

namespace sightline {
namespace {

/// libpng's simplified reader: it keeps its errors to itself, and no jump passes over C++.
class PngReader {
 public:
  PngReader() {
    std::memset(&image_, 0, sizeof image_);
    image_.version = PNG_IMAGE_VERSION;
  }
  ~PngReader() { png_image_free(&image_); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  bool begin(std::string_view png) { return png_image_begin_read_from_memory(&image_, png.data(), png.size()) != 0; }
  std::size_t width() const { return image_.width; }
  std::size_t height() const { return image_.height; }

  /// Luminance on a black ground, in 16 bits: whatever is darker than one step of them is black.
  bool read(std::vector<png_uint_16>& luminance) {
    image_.format = PNG_FORMAT_LINEAR_Y;
    luminance.resize(width() * height());
    return png_image_finish_read(&image_, nullptr, luminance.data(), 0, nullptr) != 0;
  }
  const char* trouble() const { return image_.message; }

 private:
  png_image image_;
};

}  // namespace

bool Mask::holds(double column, double row) const {
  if (!(column >= 0 && row >= 0 && column < static_cast<double>(width) && row < static_cast<double>(height))) {
    return false;
  }
  return inside[static_cast<std::size_t>(row) * width + static_cast<std::size_t>(column)];
}

Expected<Mask> read_mask(std::string_view png) {
  if (png.size() > kMostMaskBytes) {
    return failure(fmt::format("is too large for a mask: {} bytes, at most {}", png.size(), kMostMaskBytes));
  }
  if (!png.starts_with("\x89PNG\r\n\x1A\n")) return failure("is no PNG; a mask is a PNG image");
  PngReader reader;
  if (!reader.begin(png)) return failure(fmt::format("is damaged: {}", reader.trouble()));
  if (reader.width() * reader.height() > kMostMaskPixels) {
    return failure(fmt::format("is too large for a mask: {} x {} pixels, at most {}", reader.width(), reader.height(),
                               kMostMaskPixels));
  }
  std::vector<png_uint_16> luminance;
  if (!reader.read(luminance)) return failure(fmt::format("is damaged: {}", reader.trouble()));
  Mask mask{.width = reader.width(), .height = reader.height(), .inside = std::vector<bool>(luminance.size())};
  std::transform(luminance.begin(), luminance.end(), mask.inside.begin(), [](png_uint_16 y) { return y != 0; });
  if (std::find(mask.inside.begin(), mask.inside.end(), true) == mask.inside.end()) {
    return failure("is all black: no point can be inside of it");
  }
  return mask;
}

}  // namespace sightline

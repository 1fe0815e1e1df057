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

  /// Whether each pixel has colour or luminance, and is not fully transparent. Samples stay as they are in the file, so
  /// that a mask of ones is a mask.
  bool read(std::vector<bool>& inside) {
    image_.format = (image_.format & (PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_LINEAR)) | PNG_FORMAT_FLAG_ALPHA;
    std::vector<png_byte> pixels(PNG_IMAGE_SIZE(image_));
    if (png_image_finish_read(&image_, nullptr, pixels.data(), 0, nullptr) == 0) return false;
    const std::size_t alpha_bytes = PNG_IMAGE_PIXEL_COMPONENT_SIZE(image_.format);
    const std::size_t bytes = PNG_IMAGE_PIXEL_SIZE(image_.format);
    const auto is_lit = [](const png_byte* from, const png_byte* to) {
      return std::any_of(from, to, [](png_byte byte) { return byte != 0; });
    };
    inside.resize(width() * height());
    for (std::size_t i = 0; i < inside.size(); ++i) {
      const png_byte* alpha = pixels.data() + (i + 1) * bytes - alpha_bytes;
      inside[i] = is_lit(pixels.data() + i * bytes, alpha) && is_lit(alpha, alpha + alpha_bytes);
    }
    return true;
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
  Mask mask{.width = reader.width(), .height = reader.height(), .inside = {}};
  if (!reader.read(mask.inside)) return failure(fmt::format("is damaged: {}", reader.trouble()));
  if (std::find(mask.inside.begin(), mask.inside.end(), true) == mask.inside.end()) {
    return failure("is all black: no point can be inside of it");
  }
  return mask;
}

}  // namespace sightline

#include "image/smart_resize.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace sightline {
namespace {

struct Family {
  std::string_view name;
  double factor;      ///< Pixels a side of one token.
  double min_pixels;  ///< The processor's least area.
};
constexpr std::array kFamilies{Family{"qwen3-vl", 32, 64 * 32 * 32}, Family{"qwen2.5-vl", 28, 4 * 28 * 28}};

const Family* family_of(const VisualTokens& rule) {
  const auto* found = std::ranges::find(kFamilies, rule.family, &Family::name);
  return found == kFamilies.end() ? nullptr : found;
}

PixelSize resized(PixelSize image, const Family& family, double max_pixels) {
  const double factor = family.factor;
  // nearbyint rounds half to even, as Python's round does: 720 / 32 = 22.5 becomes 22.
  PixelSize size{std::nearbyint(image.width / factor) * factor, std::nearbyint(image.height / factor) * factor};
  if (size.height * size.width > max_pixels) {
    const double beta = std::sqrt(image.height * image.width / max_pixels);
    size.height = std::max(factor, std::floor(image.height / beta / factor) * factor);
    size.width = std::max(factor, std::floor(image.width / beta / factor) * factor);
  } else if (size.height * size.width < family.min_pixels) {
    const double beta = std::sqrt(family.min_pixels / (image.height * image.width));
    size.height = std::ceil(image.height * beta / factor) * factor;
    size.width = std::ceil(image.width * beta / factor) * factor;
  }
  return size;
}

}  // namespace

std::optional<PixelSize> displayed_size(const Image& image) {
  if (image.width == 0 || image.height == 0) return std::nullopt;
  PixelSize size{static_cast<double>(image.width), static_cast<double>(image.height)};
  if (image.orientation >= 5) std::swap(size.width, size.height);
  return size;
}

std::optional<PixelSize> smart_resized(PixelSize image, const VisualTokens& rule) {
  const Family* family = family_of(rule);
  if (family == nullptr) return std::nullopt;
  return resized(image, *family, rule.max_tokens * family->factor * family->factor);
}

double visual_token_count(PixelSize image, const VisualTokens& rule) {
  const Family* family = family_of(rule);
  const auto size = smart_resized(image, rule);
  return size ? size->height * size->width / (family->factor * family->factor) : 0;
}

}  // namespace sightline

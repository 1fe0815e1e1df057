#pragma once

#include <string_view>
#include <vector>

#include "base/error.h"

namespace sightline {

/// A region of an image, drawn as an image of its own.
struct Mask {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<bool> inside;  ///< Row by row.

  /// False outside of the mask.
  bool holds(double column, double row) const;
};

/// The most bytes a mask's file may have, and the most pixels it may say it has: decoding takes 2 to 8 bytes a pixel.
inline constexpr std::size_t kMostMaskBytes = 64u << 20;
inline constexpr std::size_t kMostMaskPixels = 32'000'000;

/// Reads a PNG of any colour type and depth. What is black or fully transparent is outside; everything else is inside.
/// Errors: no PNG, damaged or cut, too large, without a pixel inside. They have no place, and follow the file's name.
Expected<Mask> read_mask(std::string_view png);

}  // namespace sightline

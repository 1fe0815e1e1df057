#pragma once

#include <cstdint>
#include <string>

#include "model/image.h"

namespace sightline {

/// A PNG of one colour, mid grey (128), one bit a pixel with a palette of that colour. Its bytes depend on the size
/// alone and are the same on every machine and in every version, because their digest is part of a recording's key: it
/// is compressed here, by rules as simple as can be (one block of fixed Huffman codes, the longest matches), to about
/// 8 kB for 12 megapixels. Sides are at least 1.
std::string grey_png(std::uint32_t width, std::uint32_t height);

/// The most pixels of an image that is_greyable() takes: a billion, whose grey twin has about 800 kB.
constexpr std::uint64_t kMostGreyPixels = 1'000'000'000;

/// True for an image that can have a grey twin: its size is known, and no larger than any camera's.
bool is_greyable(const Image& image);

/// A grey image as large as `image` is displayed (its EXIF turn applied), as a data: URL. `image` is greyable.
ImagePtr grey_twin(const Image& image);

}  // namespace sightline

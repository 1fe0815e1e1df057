#pragma once

#include <optional>

#include "model/image.h"
#include "model/suite.h"

namespace sightline {

/// Sides in pixels; whole numbers, held as doubles because the rules reckon in doubles.
struct PixelSize {
  double width = 0;
  double height = 0;
};

/// An image's size as it is displayed: an EXIF turn of 5 to 8 swaps the sides. Nothing for a remote URL, whose size
/// nobody has seen.
std::optional<PixelSize> displayed_size(const Image& image);

/// What Qwen's image processors make of an image: both sides rounded to multiples of the factor (half to even), and the
/// area kept between a least number of tokens and the rule's `max_tokens`; one token is a square of the factor. Factor
/// 32 and 64 tokens at least for the family `qwen3-vl`; 28 and 4 for `qwen2.5-vl`. Nothing for the family `none`.
/// Reference: smart_resize of huggingface/transformers src/transformers/models/qwen2_vl/image_processing_qwen2_vl.py,
/// less its refusal of an image that is 200 times as long as it is wide.
std::optional<PixelSize> smart_resized(PixelSize image, const VisualTokens& rule);

/// Tokens of an image of that size under a rule, without marks around them; 0 for the family `none`.
double visual_token_count(PixelSize image, const VisualTokens& rule);

}  // namespace sightline

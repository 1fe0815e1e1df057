#pragma once

#include <string>
#include <vector>

#include "base/error.h"

namespace sightline {

/// The reference captions of a file, image by image.
///
/// `.txt`: a line is an image, its captions parted by tabs. `.jsonl`: a line is an image, a text, a list of texts or a
/// map with `captions`. `.json`: a list of such, a map from image to such, or a file of COCO's annotations:
/// `{"annotations": [{"image_id": …, "caption": …}]}`. Blank lines are no images.
Expected<std::vector<std::vector<std::string>>> read_caption_corpus(const Source& source);

}  // namespace sightline

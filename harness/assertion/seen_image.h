#pragma once

#include <string>

#include "assertion/assertion.h"

namespace sightline {

/// An image that places are in, and what people call it.
struct SeenImage {
  ImagePtr image;    ///< Null where the conversation has none.
  std::string name;  ///< The case's variable, or how the author named the file.
};

/// The image called `name`, or, where that is empty, the only one of the conversation (of the case's variables where
/// the conversation is not known). An image that is shown twice is one. Otherwise what is wrong, for the author:
/// several images and none named, or a name that is of none.
tl::expected<SeenImage, std::string> find_image(const Observation& seen, const std::string& name);

}  // namespace sightline

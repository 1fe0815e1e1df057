#pragma once

#include <string>
#include <string_view>

namespace sightline {

/// A WebP without what it says of itself: place, camera, comments, colour profile. Gives "" for bytes that are none.
std::string bare_webp(std::string_view webp);

}  // namespace sightline

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "image/thumbnail_module.h"

namespace sightline {

constexpr int kThumbnailSide = 512;                         ///< Pixels, of the longer side at most.
constexpr std::uint64_t kMostThumbnailPixels = 64'000'000;  ///< Of an image that a thumbnail is made of.

/// Makes thumbnails with libvips, which is in a module of its own that is loaded here and stays.
class Thumbnails {
 public:
  /// Errors: no module there, or the library that it wants is missing.
  static Expected<Thumbnails> load(const std::string& module);
  /// A WebP of an image's bytes, upright, its longer side kThumbnailSide at most. Errors: no PNG, JPEG, GIF or WebP,
  /// cut, damaged, or of more pixels than kMostThumbnailPixels.
  Expected<std::string> make(std::string_view bytes) const;

 private:
  SightlineThumbnail make_ = nullptr;
  SightlineThumbnailFree free_ = nullptr;
};

/// The module beside this program, or where it was installed to; "" where there is none.
std::string thumbnail_module_path();

/// Answers lines with lines until the input ends: a path with the thumbnail of that file in base64, or with "!" and why
/// there is none. It is a process of its own because it decodes: images are as hostile as the web that they come from,
/// and a decoder that crashes or takes too much must not take a run's results with it.
int run_thumbnail_worker();

}  // namespace sightline

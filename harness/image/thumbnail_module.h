#pragma once

#include <cstddef>

/// The one function of the module that makes thumbnails (harness/image/module), as C has it: the program is not linked
/// with the library behind it, which would cost 20 ms at every start.
///
/// `type` is "png", "jpeg", "gif" or "webp": no other reader is ever used. `orientation` is the image's own; the
/// thumbnail is turned as it says, has sides of at most `side` pixels, and is never larger than the image. It may carry metadata. Gives 0 and a WebP in `out`, which sightline_thumbnail_free() releases; else the reason stands in `why`.
extern "C" {
using SightlineThumbnail = int (*)(const void* bytes, std::size_t size, const char* type, int longest, int orientation,
                                   int side, void** out, std::size_t* out_size, char* why, std::size_t why_size);
using SightlineThumbnailFree = void (*)(void* out);
}

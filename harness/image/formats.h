#pragma once

#include <string>
#include <tl/expected.hpp>

#include "image/byte_reader.h"
#include "image/image.h"

namespace sightline {

/// How far to look: to the sizes, or on to the end, to see that nothing is missing there.
enum class Extent { header, whole };

/// What an image's bytes say, or what is wrong with them, as the rest of a sentence that begins with the image's name.
using Scanned = tl::expected<ImageHeader, std::string>;

/// Each reads one format from its first byte on; the signature was looked at before.
Scanned scan_png(ByteReader& in, Extent extent);
Scanned scan_jpeg(ByteReader& in, Extent extent);
Scanned scan_gif(ByteReader& in, Extent extent);
Scanned scan_webp(ByteReader& in, Extent extent);

/// Tells the format by its signature and reads it.
Scanned scan_image(ByteReader& in, Extent extent);

/// What is wrong with bytes that have no image's signature; `head` is their beginning.
std::string explain_foreign_bytes(std::string_view head);

/// An image of that origin with what its header says; the rest is left to fill in.
Image described_image(const ImageHeader& header, Image::Origin origin);

/// The EXIF orientation in the body of a JPEG's APP1 segment; 1 where it has none.
int exif_orientation(std::string_view app1);

}  // namespace sightline

#pragma once

#include <string>
#include <string_view>

#include "base/files.h"
#include "model/image.h"

namespace sightline {

/// What a file's first bytes say. Errors: empty, cut within its header, no PNG, JPEG, GIF or WEBP ("looks like HTML").
struct ImageHeader {
  ImageType type = ImageType::png;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  int orientation = 1;
};
Expected<ImageHeader> read_image_header(std::string_view bytes);

/// An image of a file, read once from end to end for its digest; errors too where its end is missing (truncated).
/// `hint` is how the author named it. Errors have no place: the caller knows where the path is written.
Expected<ImagePtr> load_image(const Files& files, const std::string& path, const std::string& hint);

/// An image of a data: URL. Errors: no base64, a MIME type that is not the bytes' own, or bytes that are no image.
Expected<ImagePtr> image_from_data_url(const std::string& url);

/// An image that the server is to fetch itself; only https: (http: on loopback) is taken.
Expected<ImagePtr> image_from_remote_url(const std::string& url);

/// "data:image/png;base64,": what stands before the base64 text.
std::string data_url_prefix(ImageType type);

}  // namespace sightline

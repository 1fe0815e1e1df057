#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/error.h"

namespace sightline {

enum class ImageType { png, jpeg, gif, webp };

/// One image, known by its bytes. Files are not held in memory: they are read again when they are sent.
struct Image {
  enum class Origin { file, remote_url, data_url };
  Origin origin = Origin::file;
  std::string path;  ///< A file's absolute path.
  std::string url;   ///< The URL as written: https:, or data: whole.
  std::string hint;  ///< How the author named it, for people: "images/cafe.png".
  ImageType type = ImageType::png;
  std::uint64_t bytes = 0;  ///< Size of the decoded image; 0 for a remote URL.
  std::uint32_t width = 0;  ///< Pixels as stored, before any EXIF turn; 0 for a remote URL.
  std::uint32_t height = 0;
  int orientation = 1;  ///< EXIF, 1 to 8; 5 to 8 swap the sides when displayed.
  std::string sha256;   ///< Of the decoded bytes, hex; empty for a remote URL.
};

using ImagePtr = std::shared_ptr<const Image>;

/// "image/png" and so on.
std::string_view mime_type(ImageType type);
/// "png", "jpg", "gif", "webp": the usual file name extension.
std::string_view file_extension(ImageType type);

}  // namespace sightline

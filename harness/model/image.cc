#include "model/image.h"

namespace sightline {

std::string_view mime_type(ImageType type) {
  switch (type) {
    case ImageType::png:
      return "image/png";
    case ImageType::jpeg:
      return "image/jpeg";
    case ImageType::gif:
      return "image/gif";
    case ImageType::webp:
      return "image/webp";
  }
  return "";
}

std::string_view file_extension(ImageType type) {
  switch (type) {
    case ImageType::png:
      return "png";
    case ImageType::jpeg:
      return "jpg";
    case ImageType::gif:
      return "gif";
    case ImageType::webp:
      return "webp";
  }
  return "";
}

}  // namespace sightline

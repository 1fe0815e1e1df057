#include "mock/image_facts.h"

#include "image/image.h"

namespace sightline {

bool begins_as_jpeg(std::string_view bytes) {
  return bytes.starts_with("\xFF\xD8\xFF");
}

ImageFacts image_facts(std::string sha256, std::string_view beginning, std::uint64_t size, std::string_view declared) {
  ImageFacts facts{std::move(sha256), std::string(declared), "", ""};
  const auto header = read_image_header(beginning);
  if (header) {
    facts.found = mime_type(header->type);
  } else if (beginning.size() < size && begins_as_jpeg(beginning)) {
    facts.found = mime_type(ImageType::jpeg);
  } else {
    facts.trouble = header.error().front().message;
  }
  return facts;
}

}  // namespace sightline

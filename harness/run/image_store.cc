#include "run/image_store.h"

#include <fmt/format.h>

#include "base/base64.h"

namespace sightline {

Expected<void> ImageStore::keep(const Message& message) {
  const auto* parts = std::get_if<std::vector<Part>>(&message.content);
  if (!parts) return {};
  for (const Part& part : *parts) {
    const auto* image = std::get_if<ImagePart>(&part);
    if (!image) continue;
    if (auto kept = keep(*image->image); !kept) return kept;
  }
  return {};
}

Expected<void> ImageStore::keep(const Image& image) {
  if (image.origin == Image::Origin::remote_url || kept_.contains(image.sha256)) return {};
  if (kept_.empty()) {
    if (auto made = files_.make_folders(folder_); !made) return made;
  }
  kept_.insert(image.sha256);
  const std::string path = fmt::format("{}/{}.{}", folder_, image.sha256, file_extension(image.type));
  if (files_.is_file(path)) return {};
  if (image.origin == Image::Origin::data_url) {
    const auto bytes = from_base64(std::string_view(image.url).substr(image.url.find(',') + 1));
    return bytes ? files_.write_whole(path, *bytes) : failure("an image's data: URL does not decode");
  }
  auto bytes = files_.read(image.path);
  if (!bytes) return tl::unexpected(bytes.error());
  return files_.write_whole(path, *bytes);
}

}  // namespace sightline

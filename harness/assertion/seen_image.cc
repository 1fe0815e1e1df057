#include "assertion/seen_image.h"

#include <fmt/format.h>

#include <algorithm>

#include "assertion/wording.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline {
namespace {

std::string name_of(const Observation& seen, const ImagePtr& image) {
  if (seen.image_vars != nullptr) {
    for (const auto& [name, part] : *seen.image_vars) {
      if (part.image == image) return name;
    }
  }
  return image->hint.empty() ? shortened(image->url, 80) : image->hint;
}

bool is_same(const ImagePtr& a, const ImagePtr& b) {
  return a == b || (!a->sha256.empty() && a->sha256 == b->sha256);
}

void add(const Observation& seen, const ImagePtr& image, std::vector<SeenImage>& images) {
  const auto is_known = [&](const SeenImage& known) { return is_same(known.image, image); };
  if (image && std::ranges::none_of(images, is_known)) images.push_back({image, name_of(seen, image)});
}

/// Each once, in the order they are shown.
std::vector<SeenImage> images_of(const Observation& seen) {
  std::vector<SeenImage> images;
  for (const Message& message : seen.messages) {
    const auto* parts = std::get_if<std::vector<Part>>(&message.content);
    if (parts == nullptr) continue;
    for (const Part& part : *parts) {
      if (const auto* shown_image = std::get_if<ImagePart>(&part)) add(seen, shown_image->image, images);
    }
  }
  if (!images.empty() || seen.image_vars == nullptr) return images;
  for (const auto& [name, part] : *seen.image_vars) add(seen, part.image, images);
  return images;
}

std::vector<std::string> variables_of(const Observation& seen) {
  std::vector<std::string> names;
  if (seen.image_vars == nullptr) return names;
  for (const auto& [name, part] : *seen.image_vars) names.push_back(name);
  return names;
}

}  // namespace

tl::expected<SeenImage, std::string> find_image(const Observation& seen, const std::string& name) {
  if (!name.empty()) {
    if (seen.image_vars != nullptr) {
      const auto found = seen.image_vars->find(name);
      if (found != seen.image_vars->end()) return SeenImage{found->second.image, name};
    }
    const auto names = variables_of(seen);
    std::string hint = suggestion(name, names);
    if (hint.empty() && !names.empty()) hint = fmt::format("; its images are {}", join(names, ", "));
    if (names.empty()) hint = "; it has none";
    return tl::unexpected(fmt::format("`image: {}` names no image of the case{}", name, hint));
  }
  const auto images = images_of(seen);
  if (images.empty()) return SeenImage{};
  if (images.size() == 1) return images.front();
  std::vector<std::string> names;
  for (const SeenImage& one : images) names.push_back(quoted(one.name));
  return tl::unexpected(
      fmt::format("the conversation shows {}: {}; say which one is meant with `image: NAME`, a variable of the case",
                  counted(images.size(), "image"), join(names, ", ")));
}

}  // namespace sightline

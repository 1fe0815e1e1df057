#include "suite/image_shelf.h"

#include <utility>

#include "base/sha256.h"
#include "base/text.h"
#include "image/image.h"

namespace sightline {

namespace {

bool is_data_url(const std::string& name) {
  return lower(name.substr(0, 5)) == "data:";
}

bool is_remote_url(const std::string& name) {
  const std::size_t scheme = name.find("://");
  return scheme != std::string::npos && name.find('/') == scheme + 1;
}

/// Data URLs are long: what is kept of one to know it again is its digest.
std::string shelf_key(const std::string& folder, const std::string& name) {
  return is_data_url(name) ? sha256_hex(name) : folder + '\n' + name;
}

}  // namespace

Expected<ImagePtr> ImageShelf::find(const std::string& folder, const std::string& name) {
  std::string key = shelf_key(folder, name);
  if (const auto known = by_name_.find(key); known != by_name_.end()) return known->second;
  return by_name_.emplace(std::move(key), open(folder, name)).first->second;
}

Expected<ImagePtr> ImageShelf::open(const std::string& folder, const std::string& name) {
  if (is_data_url(name)) return image_from_data_url(name);
  if (is_remote_url(name)) return image_from_remote_url(name);
  return open_file(folder, name);
}

Expected<ImagePtr> ImageShelf::open_file(const std::string& folder, const std::string& name) {
  const auto path = files_.locate(folder, name);
  if (!path) return tl::unexpected(path.error());
  if (const auto known = by_path_.find(*path); known != by_path_.end()) return known->second;
  return by_path_.emplace(*path, load_image(files_.files(), *path, name)).first->second;
}

}  // namespace sightline

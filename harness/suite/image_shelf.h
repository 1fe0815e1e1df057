#pragma once

#include <string>
#include <unordered_map>

#include "model/image.h"
#include "suite/project_files.h"

namespace sightline {

/// The images of one load: however often one is named, its file is read once.
class ImageShelf {
 public:
  explicit ImageShelf(const ProjectFiles& files) : files_(files) {}

  /// The image that `name` means in a file of `folder`: a path, an https: URL or a data: URL. Errors have no place.
  Expected<ImagePtr> find(const std::string& folder, const std::string& name);

 private:
  Expected<ImagePtr> open(const std::string& folder, const std::string& name);
  Expected<ImagePtr> open_file(const std::string& folder, const std::string& name);

  const ProjectFiles& files_;
  std::unordered_map<std::string, Expected<ImagePtr>> by_name_;
  std::unordered_map<std::string, Expected<ImagePtr>> by_path_;
};

}  // namespace sightline

#pragma once

#include <set>
#include <string>

#include "base/files.h"
#include "model/chat.h"

namespace sightline {

/// Keeps the images that a run sent, each once, as images/<sha256>.<extension> in the run's folder.
class ImageStore {
 public:
  ImageStore(Files& files, const std::string& run_folder) : files_(files), folder_(run_folder + "/images") {}
  /// Images that the message holds and the store does not yet. Remote URLs are not fetched.
  Expected<void> keep(const Message& message);

 private:
  Expected<void> keep(const Image& image);
  Files& files_;
  std::string folder_;
  std::set<std::string> kept_;
};

}  // namespace sightline

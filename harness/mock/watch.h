#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace sightline {

/// A text that is another where a *.json file below the folder came, went or was written.
std::string folder_state(const std::string& folder);

/// Tells when the *.json files below a folder have changed and come to rest. Looks again and again: that works on every
/// file system.
class FolderWatch {
 public:
  /// `on_change` is called from the watch's thread, once for each change, after two looks in a row saw the same files.
  /// `taken` is the folder's state when it was read last.
  FolderWatch(std::string folder, std::string taken, std::chrono::milliseconds interval,
              std::function<void()> on_change);
  ~FolderWatch();  ///< Ends it.
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

 private:
  void run();

  std::string folder_;
  std::chrono::milliseconds interval_;
  std::function<void()> on_change_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ending_ = false;
  std::string taken_;  ///< What was seen when the last change was told.
  std::thread thread_;
};

}  // namespace sightline

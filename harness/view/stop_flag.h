#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace sightline {

/// Ends what waits for time to pass.
class StopFlag {
 public:
  void set() {
    {
      const std::lock_guard lock(mutex_);
      is_set_ = true;
    }
    changed_.notify_all();
  }
  /// Waits for so long, or until it is set; true where it is.
  bool wait_for(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [this] { return is_set_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_set_ = false;
};

}  // namespace sightline

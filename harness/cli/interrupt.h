#pragma once

#include <atomic>
#include <functional>

namespace sightline {

/// While it lives, the first SIGINT or SIGTERM sets flag() and calls `wake`, which must be safe in a signal handler;
/// the second one ends the process. One at a time.
class InterruptGuard {
 public:
  explicit InterruptGuard(std::function<void()> wake);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  static const std::atomic<bool>& flag();
};

}  // namespace sightline

#pragma once

#include <atomic>
#include <functional>

namespace sightline {

/// While it lives, the first SIGINT, SIGTERM or SIGHUP sets flag() and calls `wake`, which must be safe in a signal
/// handler; the second one ends the process. A SIGHUP that is ignored already stays so. SIGPIPE is ignored: a reader of
/// the terminal's lines who goes, or an API that closes its side, ends no run. One at a time.
class InterruptGuard {
 public:
  explicit InterruptGuard(std::function<void()> wake);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  static const std::atomic<bool>& flag();

 private:
  void (*before_)(int) = nullptr;  ///< What SIGPIPE did.
};

}  // namespace sightline

#pragma once

#include <chrono>
#include <csignal>

namespace sightline {

/// Blocks SIGINT and SIGTERM in this thread and those that it starts, so that wait() is where they arrive.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  /// Waits for one of them.
  void wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
  }
  /// The same for so long; true where one came.
  bool wait_for(std::chrono::milliseconds limit) const {
    const timespec time{limit.count() / 1000, limit.count() % 1000 * 1'000'000};
    return sigtimedwait(&set_, nullptr, &time) > 0;
  }
  /// From now on the next of them ends the program at once. To be called by the thread that made this.
  void let_through() const { pthread_sigmask(SIG_UNBLOCK, &set_, nullptr); }

 private:
  sigset_t set_{};
};

}  // namespace sightline

#pragma once

#include <signal.h>

namespace sightline {

/// Keeps a write to a child that is gone from ending this program, whatever its SIGPIPE is set to. Holds for its
/// thread, as long as it lives.
class SigpipeShield {
 public:
  SigpipeShield();
  ~SigpipeShield();
  SigpipeShield(const SigpipeShield&) = delete;
  SigpipeShield& operator=(const SigpipeShield&) = delete;

 private:
  bool was_pending_ = false;
  sigset_t pipe_{};
  sigset_t before_{};
};

}  // namespace sightline

#include "process/sigpipe_shield.h"

#include <time.h>

#include <cerrno>

namespace sightline {

SigpipeShield::SigpipeShield() {
  sigset_t pending;
  sigpending(&pending);
  was_pending_ = sigismember(&pending, SIGPIPE) == 1;
  sigemptyset(&pipe_);
  sigaddset(&pipe_, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
}

SigpipeShield::~SigpipeShield() {
  const timespec at_once{};
  if (!was_pending_) {
    while (sigtimedwait(&pipe_, nullptr, &at_once) < 0 && errno == EINTR) {
    }
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace sightline

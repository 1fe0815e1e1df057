#include "server/acceptor.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

namespace sightline {
namespace {

/// How long after a lack of files or memory the next connection is tried.
constexpr std::chrono::milliseconds kRetry{5};
constexpr std::chrono::milliseconds kPress{1'000};

bool lacks_something(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

bool is_no_listener(int error) {
  return error == EBADF || error == EINVAL || error == ENOTSOCK;
}

}  // namespace

void Acceptor::start(int listening) {
  listening_ = listening;
  thread_ = std::thread([this] { run(); });
}

void Acceptor::stop() {
  std::call_once(stopped_, [this] {
    if (listening_ < 0) return;
    stopping_ = true;
    ::shutdown(listening_, SHUT_RDWR);  // Wakes the thread.
    thread_.join();
    ::close(listening_);
  });
}

void Acceptor::wait() const {
  pollfd listening{listening_, POLLIN, 0};
  while (press_on_()) {
    const int ready = ::poll(&listening, 1, static_cast<int>(kPress.count()));
    if (ready > 0 || (ready < 0 && errno != EINTR)) return;
  }
}

void Acceptor::run() {
  while (!stopping_) {
    wait();
    const int socket = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket >= 0) {
      take_(socket);
    } else if (is_no_listener(errno)) {
      return;
    } else if (lacks_something(errno)) {
      make_room_();
      std::this_thread::sleep_for(kRetry);
    }
  }
}

}  // namespace sightline

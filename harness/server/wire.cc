#include "server/wire.h"

#include <fcntl.h>
#include <linux/sockios.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <climits>

namespace sightline {
namespace {

constexpr std::chrono::milliseconds kNoLimit{-1};

int as_int(std::size_t size) {
  return static_cast<int>(std::min<std::size_t>(size, INT_MAX));
}

}  // namespace

void Wire::Free::operator()(SSL* tls) const {
  SSL_free(tls);
}

Wire::Wire(int socket, SSL_CTX* tls)
    : socket_(socket),
      tls_(tls == nullptr ? nullptr : SSL_new(tls)),
      lacking_(POLLIN),
      broken_(tls != nullptr && !tls_) {
  if (!tls_) return;
  ::fcntl(socket_, F_SETFL, ::fcntl(socket_, F_GETFL) | O_NONBLOCK);
  SSL_set_fd(tls_.get(), socket_);
  SSL_set_accept_state(tls_.get());
}

ssize_t Wire::judge(int result) {
  if (result > 0) return result;
  const int error = SSL_get_error(tls_.get(), result);
  if (error == SSL_ERROR_ZERO_RETURN) return 0;
  if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) {
    lacking_ = error == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
    return kLater;
  }
  ERR_clear_error();
  broken_ = true;
  return kBroken;
}

ssize_t Wire::judge_plain(ssize_t result, short lacking) {
  if (result >= 0) return result;
  lacking_ = lacking;
  return errno == EAGAIN || errno == EWOULDBLOCK ? kLater : kBroken;
}

bool Wire::shake_hands(std::chrono::milliseconds limit) {
  if (!tls_) return !broken_;
  const auto end = std::chrono::steady_clock::now() + limit;
  for (;;) {
    ERR_clear_error();
    const ssize_t done = judge(SSL_accept(tls_.get()));
    if (done != kLater) return done > 0;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0 || !wait(left)) return false;
  }
}

ssize_t Wire::receive(char* to, std::size_t size) {
  if (broken_) return kBroken;
  if (tls_) {
    ERR_clear_error();
    return judge(SSL_read(tls_.get(), to, as_int(size)));
  }
  ssize_t count = 0;
  do {
    count = ::recv(socket_, to, size, MSG_DONTWAIT);
  } while (count < 0 && errno == EINTR);
  return judge_plain(count, POLLIN);
}

ssize_t Wire::receive_waiting(char* to, std::size_t size) {
  if (!tls_) {
    // One system call where poll and recv would be two.
    ssize_t count = 0;
    do {
      count = ::recv(socket_, to, size, 0);
    } while (count < 0 && errno == EINTR);
    return judge_plain(count, POLLIN);
  }
  ssize_t count = 0;
  while ((count = receive(to, size)) == kLater) wait(kNoLimit);
  return count;
}

ssize_t Wire::send(const char* bytes, std::size_t size) {
  if (broken_) return kBroken;
  if (tls_) {
    ERR_clear_error();
    return judge(SSL_write(tls_.get(), bytes, as_int(size)));
  }
  ssize_t count = 0;
  do {
    count = ::send(socket_, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL);
  } while (count < 0 && errno == EINTR);
  return judge_plain(count, POLLOUT);
}

bool Wire::wait(std::chrono::milliseconds limit) const {
  pollfd wanted{socket_, lacking_, 0};
  int ready = 0;
  do {
    ready = ::poll(&wanted, 1, static_cast<int>(limit.count()));
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

bool Wire::is_broken_off() const {
  pollfd asked{socket_, 0, 0};
  return ::poll(&asked, 1, 0) > 0;
}

void Wire::end() {
  if (tls_ && !broken_ && SSL_is_init_finished(tls_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(tls_.get());
    ERR_clear_error();
  }
  ::shutdown(socket_, SHUT_WR);
}

std::size_t Wire::unacknowledged() const {
  int bytes = 0;
  return ::ioctl(socket_, SIOCOUTQ, &bytes) == 0 && bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
}

void Wire::prepare_reset() {
  const linger at_once{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace sightline

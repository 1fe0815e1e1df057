#include "server/connection.h"

#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>

namespace sightline {
namespace {

constexpr std::size_t kBufferBytes = 32u << 10;
/// A stop that comes while a client takes nothing is noticed after this long.
constexpr std::chrono::milliseconds kStopCheck{20};
/// What a client may still send after its answer, and for how long, before the connection is closed under it.
constexpr std::size_t kMostDrained = 8u << 20;
constexpr std::chrono::milliseconds kDrainTime{1'000};
/// How long, and how often, it is asked whether the client's side has all before a reset.
constexpr std::chrono::milliseconds kResetPatience{1'000};
constexpr std::chrono::microseconds kResetCheck{500};

bool wait_for(int socket, short events, std::chrono::milliseconds limit) {
  pollfd wanted{socket, events, 0};
  int ready = 0;
  do {
    ready = ::poll(&wanted, 1, static_cast<int>(limit.count()));
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK;
}

}  // namespace

Connection::Connection(int socket, Limits limits, const std::atomic<bool>& closing)
    : socket_(socket), limits_(limits), closing_(closing), in_(kBufferBytes) {
  // The library gives accepted sockets time limits of its own; idle connections have none here.
  const timeval never{};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &never, sizeof never);
}

bool Connection::wait_for_request() {
  if (begin_ < end_) return true;
  begin_ = 0;
  ssize_t count = 0;
  do {
    count = ::recv(socket_, in_.data(), in_.size(), 0);
  } while (count < 0 && errno == EINTR);
  end_ = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
  return count > 0;
}

ssize_t Connection::receive() {
  // A client that waits for "100 Continue" sends nothing before it has it.
  if (has_unsent() && !flush()) return -1;
  for (;;) {
    const ssize_t count = ::recv(socket_, in_.data(), in_.size(), MSG_DONTWAIT);
    if (count >= 0) return count;
    if (errno == EINTR) continue;
    if (!would_block() || !wait_for(socket_, POLLIN, limits_.read_timeout)) return -1;
  }
}

ssize_t Connection::read(char* to, std::size_t size) {
  if (begin_ == end_) {
    const ssize_t count = receive();
    if (count <= 0) return count;
    begin_ = 0;
    end_ = static_cast<std::size_t>(count);
  }
  const std::size_t taken = std::min(size, end_ - begin_);
  std::memcpy(to, in_.data() + begin_, taken);
  begin_ += taken;
  return static_cast<ssize_t>(taken);
}

ssize_t Connection::write(const char* bytes, std::size_t size) {
  if (!muted_) out_.append(bytes, size);
  return static_cast<ssize_t>(size);
}

void Connection::drop_sent() {
  out_.clear();
  sent_ = 0;
  // One large answer shall not hold its memory while the connection idles.
  if (out_.capacity() > 8 * kBufferBytes) out_.shrink_to_fit();
}

bool Connection::flush_some() {
  while (has_unsent()) {
    const ssize_t count = ::send(socket_, out_.data() + sent_, out_.size() - sent_, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return would_block();
    sent_ += static_cast<std::size_t>(count);
  }
  drop_sent();
  return true;
}

bool Connection::flush() {
  std::chrono::milliseconds waited{0};
  std::size_t before = sent_;
  while (flush_some()) {
    if (!has_unsent()) return true;
    if (sent_ != before) waited = std::chrono::milliseconds(0);
    before = sent_;
    if (closing_.load(std::memory_order_relaxed) || waited >= limits_.write_timeout) return false;
    if (!wait_for(socket_, POLLOUT, kStopCheck)) waited += kStopCheck;
  }
  return false;
}

void Connection::close_gently() {
  // Closing a socket with unread bytes resets it, and the client may lose the answer that it has not read yet.
  ::shutdown(socket_, SHUT_WR);
  std::size_t drained = 0;
  std::chrono::milliseconds waited{0};
  while (drained < kMostDrained && waited < kDrainTime && !closing_.load(std::memory_order_relaxed)) {
    const ssize_t count = ::recv(socket_, in_.data(), in_.size(), MSG_DONTWAIT);
    if (count == 0 || (count < 0 && !would_block() && errno != EINTR)) return;
    if (count > 0) {
      drained += static_cast<std::size_t>(count);
    } else if (!wait_for(socket_, POLLIN, kStopCheck)) {
      waited += kStopCheck;
    }
  }
}

void Connection::mute() {
  muted_ = true;
  drop_sent();
}

void Connection::prepare_reset() {
  // A reset takes away what the client's side has not got yet; what it has got it still reads.
  const auto limit = std::chrono::steady_clock::now() + kResetPatience;
  int missing = 0;
  while (::ioctl(socket_, SIOCOUTQ, &missing) == 0 && missing > 0 && std::chrono::steady_clock::now() < limit &&
         !closing_.load(std::memory_order_relaxed)) {
    std::this_thread::sleep_for(kResetCheck);
  }
  const linger at_once{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  // Nobody asks; the library would spend two system calls a request on it.
  ip.clear();
  port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  get_remote_ip_and_port(ip, port);
}

}  // namespace sightline

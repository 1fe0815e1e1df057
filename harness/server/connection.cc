#include "server/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <thread>

#include "server/request_head.h"

namespace sightline {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// Also the longest head.
constexpr std::size_t kBufferBytes = 32u << 10;
/// A stop that comes while a client takes nothing is noticed after this long.
constexpr milliseconds kStopCheck{20};
/// What a client may still send after its answer, and for how long, before the connection is closed under it.
constexpr std::size_t kMostDrained = 8u << 20;
constexpr milliseconds kDrainTime{1'000};
/// How long, and how often, it is asked whether the client's side has all before a reset.
constexpr milliseconds kResetPatience{1'000};
constexpr std::chrono::microseconds kResetCheck{500};

}  // namespace

Connection::Connection(Wire wire, Limits limits, const std::atomic<bool>& closing)
    : wire_(std::move(wire)), limits_(limits), closing_(closing), in_(kBufferBytes) {}

bool Connection::wait_for_request() {
  if (begin_ < end_) return true;
  const ssize_t count = wire_.receive_waiting(in_.data(), in_.size());
  begin_ = 0;
  end_ = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
  return count > 0;
}

void Connection::make_room() {
  if (begin_ == 0) return;
  std::memmove(in_.data(), in_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
}

Connection::Came Connection::receive(milliseconds limit) {
  if (end_ == in_.size()) make_room();
  for (;;) {
    const ssize_t count = wire_.receive(in_.data() + end_, in_.size() - end_);
    if (count > 0) end_ += static_cast<std::size_t>(count);
    if (count != Wire::kLater) return count > 0 ? Came::bytes : Came::end;
    const auto before = Clock::now();
    const bool is_ready = wire_.wait(limit);
    waited_ += Clock::now() - before;
    if (!is_ready) return Came::nothing;
  }
}

void Connection::skip_line_ends() {
  // Some clients end a body with a line end that is no part of it.
  while (buffered().starts_with("\r\n")) begin_ += 2;
}

Connection::HeadEnd Connection::read_head(std::string_view& head) {
  const auto end = Clock::now() + limits_.head_timeout;
  for (;;) {
    skip_line_ends();
    const std::size_t size = head_size(buffered());
    head = buffered().substr(0, size == 0 ? buffered().size() : size);
    if (size > 0) begin_ += size;
    if (size > 0 || (is_no_head(head) && head != "\r")) return HeadEnd::whole;
    if (head.size() == in_.size()) return HeadEnd::too_large;
    const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
    if (left.count() <= 0) return HeadEnd::late;
    const Came came = receive(std::min(left, limits_.read_timeout));
    if (came != Came::bytes) return came == Came::end ? HeadEnd::gone : HeadEnd::late;
  }
}

std::string_view Connection::more() {
  if (begin_ == end_) {
    begin_ = end_ = 0;
    // A client that waits for "100 Continue" sends nothing before it has it.
    if ((has_unsent() && !flush()) || receive(limits_.read_timeout) != Came::bytes) return {};
  }
  return buffered();
}

ssize_t Connection::read(char* to, std::size_t size) {
  const std::size_t taken = stand_in_.copy(to, size);
  stand_in_.remove_prefix(taken);
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
    const ssize_t count = wire_.send(out_.data() + sent_, out_.size() - sent_);
    if (count < 0) return count == Wire::kLater;
    sent_ += static_cast<std::size_t>(count);
  }
  drop_sent();
  return true;
}

bool Connection::flush() {
  milliseconds waited{0};
  std::size_t before = sent_;
  while (flush_some()) {
    if (!has_unsent()) return true;
    if (sent_ != before) waited = milliseconds(0);
    before = sent_;
    if (closing_.load(std::memory_order_relaxed) || waited >= limits_.write_timeout) return false;
    if (!wire_.wait(kStopCheck)) waited += kStopCheck;
  }
  return false;
}

void Connection::close_gently() {
  // Closing a socket with unread bytes resets it, and the client may lose the answer that it has not read yet.
  wire_.end();
  std::size_t drained = 0;
  const auto end = Clock::now() + kDrainTime;
  while (drained < kMostDrained && Clock::now() < end && !closing_.load(std::memory_order_relaxed)) {
    const ssize_t count = wire_.receive(in_.data(), in_.size());
    if (count == 0 || count == Wire::kBroken) return;
    if (count > 0) {
      drained += static_cast<std::size_t>(count);
    } else {
      wire_.wait(kStopCheck);
    }
  }
}

void Connection::mute() {
  muted_ = true;
  drop_sent();
}

void Connection::prepare_reset() {
  // A reset takes away what the client's side has not got yet; what it has got it still reads.
  const auto limit = Clock::now() + kResetPatience;
  while (wire_.unacknowledged() > 0 && Clock::now() < limit && !closing_.load(std::memory_order_relaxed)) {
    std::this_thread::sleep_for(kResetCheck);
  }
  wire_.prepare_reset();
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

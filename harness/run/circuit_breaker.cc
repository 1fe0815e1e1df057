#include "run/circuit_breaker.h"

#include <algorithm>

namespace sightline {

std::optional<Clock::Instant> CircuitBreaker::opens_at(Clock::Instant now) const {
  if (state_ == State::closed) return now;
  if (state_ == State::open) return std::max(now, until_);
  return std::nullopt;
}

bool CircuitBreaker::send() {
  if (state_ != State::open) return false;
  state_ = State::probing;
  return true;
}

CircuitBreaker::Change CircuitBreaker::answered() {
  failures_ = 0;
  if (state_ == State::closed || state_ == State::given_up) return Change::none;
  state_ = State::closed;
  failed_probes_ = 0;
  return Change::closed;
}

CircuitBreaker::Change CircuitBreaker::failed(Clock::Instant now, bool probe) {
  if (state_ == State::closed) {
    if (++failures_ < kFailures) return Change::none;
    return open(now, std::min(policy_.cap, kCoolDown * policy_.base));
  }
  if (state_ != State::probing || !probe) return Change::none;
  ++failed_probes_;
  return open(now, std::min(policy_.cap, 2 * cool_down_));
}

CircuitBreaker::Change CircuitBreaker::refused(Clock::Instant now, bool probe) {
  if (state_ == State::closed) return open(now, policy_.cap);
  if (state_ != State::probing || !probe) return Change::none;
  ++failed_probes_;
  return open(now, policy_.cap);
}

void CircuitBreaker::told_nothing(bool probe) {
  if (probe && state_ == State::probing) state_ = State::open;
}

CircuitBreaker::Change CircuitBreaker::open(Clock::Instant now, std::chrono::milliseconds cool_down) {
  failures_ = 0;
  state_ = failed_probes_ < kProbes ? State::open : State::given_up;
  cool_down_ = cool_down;
  until_ = now + cool_down;
  return state_ == State::open ? Change::opened : Change::given_up;
}

}  // namespace sightline

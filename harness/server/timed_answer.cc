#include "server/timed_answer.h"

namespace sightline {
namespace {

/// How long after a full socket the next bytes are tried.
constexpr std::chrono::milliseconds kRetryAfter{2};

}  // namespace

std::optional<PacedWork::Instant> TimedAnswer::due() const {
  if (is_done()) return std::nullopt;
  return retry_at_ ? *retry_at_ : start_ + response_.pieces[next_].at;
}

void TimedAnswer::write_next() {
  const std::size_t end = response_.pieces[next_++].end;
  // A chunk without bytes would be the end of the body.
  if (end > written_) sink_.write(response_.body.data() + written_, end - written_);
  written_ = end;
}

void TimedAnswer::write_due(Instant now) {
  while (!is_done() && start_ + response_.pieces[next_].at <= now) write_next();
  if (is_done() && response_.ending == Ending::whole) sink_.done();
}

void TimedAnswer::tell_lateness() {
  if (!options_.on_paced_send) return;
  const Instant now = std::chrono::steady_clock::now();
  for (; told_ < next_; ++told_) {
    const Instant due = start_ + response_.pieces[told_].at;
    options_.on_paced_send(std::chrono::duration_cast<std::chrono::microseconds>(now - due));
  }
}

bool TimedAnswer::begin(Instant now) {
  write_due(now);
  told_ = next_;
  return connection_.flush_some();
}

bool TimedAnswer::step(Instant now) {
  write_due(now);
  if (!connection_.flush_some()) return false;
  if (!connection_.has_unsent()) {
    stuck_since_.reset();
    retry_at_.reset();
    tell_lateness();
    return true;
  }
  if (!stuck_since_) stuck_since_ = now;
  retry_at_ = now + kRetryAfter;
  return now - *stuck_since_ < options_.write_timeout;
}

}  // namespace sightline

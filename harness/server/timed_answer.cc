#include "server/timed_answer.h"

namespace sightline {
namespace {

/// How long after a full socket the next bytes are tried.
constexpr std::chrono::milliseconds kRetry{2};

}  // namespace

std::optional<PacedWork::Instant> TimedAnswer::due() const {
  if (next_ == response_.pieces.size()) return std::nullopt;
  return retry_at_ ? *retry_at_ : start_ + response_.pieces[next_].at;
}

void TimedAnswer::write_next() {
  const std::size_t end = response_.pieces[next_++].end;
  // A chunk without bytes would be the end of the body.
  if (end > written_) sink_.write(response_.body.data() + written_, end - written_);
  written_ = end;
}

bool TimedAnswer::step(Instant now) {
  while (next_ < response_.pieces.size() && start_ + response_.pieces[next_].at <= now) write_next();
  if (next_ == response_.pieces.size()) return true;
  if (!connection_.flush_some()) return false;
  if (!connection_.has_unsent()) {
    stuck_since_.reset();
    retry_at_.reset();
    return true;
  }
  if (!stuck_since_) stuck_since_ = now;
  retry_at_ = now + kRetry;
  return now - *stuck_since_ < write_timeout_;
}

}  // namespace sightline

#include "run/throttle.h"

#include <algorithm>

namespace sightline {

namespace {

std::optional<TokenBucket> bucket(std::optional<std::uint64_t> per_minute) {
  if (!per_minute) return std::nullopt;
  return TokenBucket(static_cast<double>(*per_minute));
}

}  // namespace

Throttle::Throttle(const ModelSpec& model)
    : requests_(bucket(model.requests_per_minute)), tokens_(bucket(model.tokens_per_minute)) {}

Clock::Instant Throttle::opens_at(Clock::Instant now, double tokens) const {
  Clock::Instant at = now;
  if (requests_) at = std::max(at, requests_->opens_at(now, 1));
  if (tokens_) at = std::max(at, tokens_->opens_at(now, tokens));
  return at;
}

SendSlip Throttle::send(Clock::Instant now, double tokens) {
  if (requests_) requests_->take(now, 1);
  if (tokens_) tokens_->take(now, tokens);
  return {.tokens = tokens};
}

void Throttle::settle(Clock::Instant now, const SendSlip& slip, double tokens) {
  if (tokens_) tokens_->give_back(now, slip.tokens - tokens);
}

}  // namespace sightline

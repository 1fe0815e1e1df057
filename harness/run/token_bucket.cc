#include "run/token_bucket.h"

#include <algorithm>
#include <cmath>

namespace sightline {

namespace {

/// Sums of doubles that are a whole number in truth.
constexpr double kRounding = 1e-6;
/// However much was taken, nobody waits for longer.
constexpr double kLongestSeconds = 24.0 * 3600;

}  // namespace

TokenBucket::TokenBucket(double per_minute)
    : burst_(std::max(1.0, std::floor(per_minute / 20))), per_second_((per_minute - burst_ + 1) / 60), level_(burst_) {}

double TokenBucket::level(Clock::Instant now) const {
  const double seconds = std::chrono::duration<double>(now - filled_at_).count();
  return std::min(burst_, level_ + std::max(0.0, seconds) * per_second_);
}

Clock::Instant TokenBucket::opens_at(Clock::Instant now, double amount) const {
  const double lacking = std::min(amount, burst_) - level(now);
  if (lacking <= kRounding) return now;
  return now + std::chrono::ceil<std::chrono::milliseconds>(
                   std::chrono::duration<double>(std::min(lacking / per_second_, kLongestSeconds)));
}

void TokenBucket::take(Clock::Instant now, double amount) {
  level_ = level(now) - amount;
  filled_at_ = now;
}

void TokenBucket::give_back(Clock::Instant now, double amount) {
  level_ = std::min(burst_, level(now) + std::max(amount, -60 * per_second_));
  filled_at_ = now;
}

}  // namespace sightline

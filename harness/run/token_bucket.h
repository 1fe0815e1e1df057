#pragma once

#include "base/clock.h"

namespace sightline {

/// What may be taken in a minute, refilled evenly. A twentieth of the minute's amount (at least 1) may be taken at once
/// after a pause, and the refill is so much slower that no minute sees more than its amount, whenever it begins. One
/// taking may be larger than what a full bucket holds: it waits for a full one, and what follows waits for the rest.
class TokenBucket {
 public:
  explicit TokenBucket(double per_minute);
  /// When `amount` may be taken: `now` or later.
  Clock::Instant opens_at(Clock::Instant now, double amount) const;
  void take(Clock::Instant now, double amount);
  /// Less was used than was taken; a negative amount: more, of which what a minute refills counts at most, since an
  /// answer may claim anything.
  void give_back(Clock::Instant now, double amount);

 private:
  double level(Clock::Instant now) const;
  double burst_;
  double per_second_;
  double level_;  ///< At `filled_at_`; below 0 where more was taken than the bucket held.
  Clock::Instant filled_at_{};
};

}  // namespace sightline

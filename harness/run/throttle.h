#pragma once

#include <optional>

#include "base/clock.h"
#include "model/suite.h"
#include "run/token_bucket.h"

namespace sightline {

/// What one send took of its model's throttle.
struct SendSlip {
  double tokens = 0;  ///< Reserved for prompt and answer.
};

/// When one model may be sent to. Plain arithmetic on instants: it asks no clock and sends nothing.
class Throttle {
 public:
  explicit Throttle(const ModelSpec& model);
  /// When a send that takes about so many tokens may leave at the soonest: `now` or later.
  Clock::Instant opens_at(Clock::Instant now, double tokens) const;
  SendSlip send(Clock::Instant now, double tokens);
  /// The send came to its end and took so many tokens.
  void settle(Clock::Instant now, const SendSlip& slip, double tokens);

 private:
  std::optional<TokenBucket> requests_;
  std::optional<TokenBucket> tokens_;
};

}  // namespace sightline

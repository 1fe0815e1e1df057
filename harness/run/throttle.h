#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "model/result.h"
#include "model/suite.h"
#include "run/circuit_breaker.h"
#include "run/lane_news.h"
#include "run/latency_gradient.h"
#include "run/request_window.h"
#include "run/token_bucket.h"

namespace sightline {

/// What one send took of its model's throttle.
struct SendSlip {
  double tokens = 0;   ///< Reserved for prompt and answer.
  unsigned epoch = 0;  ///< Of the pace, when it left.
  bool probe = false;  ///< Of a circuit breaker.
};

/// When one model may be sent to: what its limits, its API's answers and their latency leave. Plain arithmetic on
/// instants: it asks no clock and sends nothing.
class Throttle {
 public:
  /// `ceiling`: requests under way at once, at most.
  Throttle(const ModelSpec& model, unsigned ceiling);
  /// When a send that takes about so many tokens may leave at the soonest, `now` or later; nothing where an answer has
  /// to come in first.
  std::optional<Clock::Instant> opens_at(Clock::Instant now, double tokens) const;
  SendSlip send(Clock::Instant now, double tokens);

  /// What became of a send.
  struct Ending {
    SendSlip slip;
    const Outcome& outcome;
    const Exchange& exchange;
    Clock::Instant now{};
    std::chrono::system_clock::time_point wall = {};
  };
  std::vector<LaneNews> settle(const Ending& ending);
  /// Nothing is to be sent any more: the endpoint is dead.
  bool is_given_up() const { return breaker_.is_given_up(); }
  /// But for the model's name and the time waited.
  LaneFigures figures() const;

 private:
  using News = std::vector<LaneNews>;
  void heed_life(const Ending& ending, News& news);
  void tell_opening(CircuitBreaker::Change change, const std::string& why, News& news);
  void heed_overload(const Ending& ending, News& news);
  void heed_pause(const Ending& ending, News& news);
  void heed_latency(const Ending& ending, News& news);
  void pause(Clock::Instant now, std::chrono::milliseconds wait, const std::string& why, News& news);
  void halve(const Ending& ending, unsigned least, const std::string& why, News& news);

  RetryPolicy policy_;
  std::optional<TokenBucket> requests_;
  std::optional<TokenBucket> tokens_;
  RequestWindow pace_;
  LatencyGradient latency_;
  CircuitBreaker breaker_;
  Clock::Instant paused_until_{};
  unsigned under_way_ = 0;
  std::uint64_t overloads_ = 0;
  std::uint64_t openings_ = 0;
};

}  // namespace sightline

#pragma once

#include <optional>

#include "base/clock.h"
#include "model/suite.h"

namespace sightline {

/// Keeps requests from an endpoint that is dead. After kFailures in a row, with no answer between, it opens: nothing is
/// sent for a cool-down, and then one probe. An answer closes it; after kProbes that failed the endpoint is given up.
/// The first cool-down is kCoolDown times the model's retry.base, doubled after each probe up to its retry.cap: 5, 10,
/// 20 and 40 s by default.
class CircuitBreaker {
 public:
  static constexpr unsigned kFailures = 10;
  static constexpr unsigned kProbes = 4;
  static constexpr unsigned kCoolDown = 5;

  enum class Change { none, opened, closed, given_up };

  explicit CircuitBreaker(const RetryPolicy& policy) : policy_(policy) {}
  /// When a send may leave; nothing while a probe is under way, and for ever once it is given up.
  std::optional<Clock::Instant> opens_at(Clock::Instant now) const;
  /// A request leaves. True: it is the probe.
  bool send();
  /// The endpoint answered, whatever it said.
  Change answered();
  /// It did not, or with a 5xx. What was sent before the breaker opened tells nothing new.
  Change failed(Clock::Instant now, bool probe);
  /// It wants to be left alone for longer than the policy allows to wait: opens at once, for the policy's cap.
  Change refused(Clock::Instant now, bool probe);
  /// A request told nothing of the endpoint; a probe is made up for.
  void told_nothing(bool probe);
  bool is_given_up() const { return state_ == State::given_up; }
  std::chrono::milliseconds cool_down() const { return cool_down_; }
  unsigned failed_probes() const { return failed_probes_; }

 private:
  enum class State { closed, open, probing, given_up };
  Change open(Clock::Instant now, std::chrono::milliseconds cool_down);
  RetryPolicy policy_;
  State state_ = State::closed;
  unsigned failures_ = 0;
  unsigned failed_probes_ = 0;
  std::chrono::milliseconds cool_down_{0};
  Clock::Instant until_{};
};

}  // namespace sightline

#pragma once

#include <atomic>

#include "base/clock.h"

namespace sightline::fakes {

/// A clock that stands still until it is told to go on. It begins at 2026-11-20T09:30:00Z.
class FakeClock final : public Clock {
 public:
  Instant now() const override { return Instant(std::chrono::hours(1)) + elapsed(); }

  std::chrono::system_clock::time_point wall() const override {
    using namespace std::chrono;
    constexpr sys_days kDay = year{2026} / November / 20;
    return kDay + hours(9) + minutes(30) + duration_cast<system_clock::duration>(elapsed());
  }

  void advance(std::chrono::nanoseconds by) { elapsed_ += by.count(); }
  /// Time since the clock was made.
  std::chrono::nanoseconds elapsed() const { return std::chrono::nanoseconds(elapsed_.load()); }

 private:
  std::atomic<std::int64_t> elapsed_{0};
};

}  // namespace sightline::fakes

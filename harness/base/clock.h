#pragma once

#include <chrono>
#include <string>

namespace sightline {

/// The two clocks of the world: one that only goes forward, for durations, and one that people read.
class Clock {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  virtual std::chrono::system_clock::time_point wall() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override { return std::chrono::steady_clock::now(); }
  std::chrono::system_clock::time_point wall() const override { return std::chrono::system_clock::now(); }
};

/// "2026-11-20T09:30:00Z", always UTC.
std::string iso_time(std::chrono::system_clock::time_point time);
/// "2026-11-20".
std::string iso_date(std::chrono::system_clock::time_point time);

}  // namespace sightline

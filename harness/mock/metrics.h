#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "mock/journal.h"

namespace sightline {

/// Counts durations by upper bounds, for Prometheus. Used by many threads.
class DurationHistogram {
 public:
  void add(std::chrono::microseconds duration);
  /// The lines of the metric `name`: its buckets, sum and count, in seconds.
  void print(std::string& out, std::string_view name) const;

 private:
  static constexpr std::size_t kBuckets = 15;
  static const std::array<std::int64_t, kBuckets> kUpperBounds;  ///< Microseconds.
  std::array<std::atomic<std::uint64_t>, kBuckets> counts_{};
  std::atomic<std::uint64_t> count_ = 0;
  std::atomic<std::int64_t> sum_us_ = 0;
};

/// What a server counts, for Prometheus (text format 0.0.4). Used by many threads.
class Metrics {
 public:
  void count_request(RequestVerdict verdict, int status, std::uint64_t body_bytes);
  void count_fault(const std::string& name);
  void count_reload(bool good) { (good ? reloads_ : failed_reloads_) += 1; }
  std::string text(std::size_t fixtures) const;

  DurationHistogram handling;  ///< From a request's last byte to its answer's being ready.
  DurationHistogram lateness;  ///< Of timed pieces: how long after their time they were sent.

 private:
  static constexpr std::size_t kVerdicts = 6;
  static constexpr std::size_t kStatuses = 600;
  std::array<std::array<std::atomic<std::uint64_t>, kStatuses>, kVerdicts> requests_{};
  std::atomic<std::uint64_t> body_bytes_ = 0;
  std::atomic<std::uint64_t> reloads_ = 0;
  std::atomic<std::uint64_t> failed_reloads_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, std::uint64_t> faults_;
};

}  // namespace sightline

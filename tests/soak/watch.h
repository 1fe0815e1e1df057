#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

namespace sightline::soak {

/// What a process holds at a moment.
struct Sample {
  double memory_mb = 0;  ///< Resident.
  std::size_t descriptors = 0;
};

/// Of a process that is there; nothing (zeros) of one that is gone.
Sample sample_of(pid_t process);

/// A process as it was watched, and what the second half of that may hold more than the first.
class Watch {
 public:
  explicit Watch(std::string name) : name_(std::move(name)) {}
  void take(const Sample& sample);
  /// Lines of a table: the most in each half.
  std::string table() const;
  /// True where the second half's most is within `memory_mb` (or a tenth) and `descriptors` of the first half's.
  bool is_flat(double memory_mb, std::size_t descriptors) const;

 private:
  Sample most(bool second_half) const;
  std::string name_;
  std::vector<Sample> samples_;
};

}  // namespace sightline::soak

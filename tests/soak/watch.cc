#include "soak/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace sightline::soak {

Sample sample_of(pid_t process) {
  Sample sample;
  std::ifstream status(fmt::format("/proc/{}/status", process));
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) sample.memory_mb = std::stod(line.substr(6)) / 1024;
  }
  std::error_code gone;
  for (std::filesystem::directory_iterator entry(fmt::format("/proc/{}/fd", process), gone), end; !gone && entry != end;
       entry.increment(gone)) {
    ++sample.descriptors;
  }
  return sample;
}

void Watch::take(const Sample& sample) {
  if (sample.memory_mb > 0) samples_.push_back(sample);
}

Sample Watch::most(bool second_half) const {
  Sample most;
  const std::size_t half = samples_.size() / 2;
  for (std::size_t i = second_half ? half : 0; i < (second_half ? samples_.size() : half); ++i) {
    most.memory_mb = std::max(most.memory_mb, samples_[i].memory_mb);
    most.descriptors = std::max(most.descriptors, samples_[i].descriptors);
  }
  return most;
}

std::string Watch::table() const {
  const Sample first = most(false);
  const Sample second = most(true);
  return fmt::format("{:<8} memory {:8.1f} MB, then {:8.1f} MB   descriptors {:5}, then {:5}   ({} samples)\n", name_,
                     first.memory_mb, second.memory_mb, first.descriptors, second.descriptors, samples_.size());
}

bool Watch::is_flat(double memory_mb, std::size_t descriptors) const {
  const Sample first = most(false);
  const Sample second = most(true);
  return samples_.size() >= 4 && second.memory_mb <= std::max(first.memory_mb + memory_mb, first.memory_mb * 1.1) &&
         second.descriptors <= first.descriptors + descriptors;
}

}  // namespace sightline::soak

#pragma once

#include <functional>
#include <string>
#include <vector>

namespace sightline::bench {

/// What a program took, by the operating system's own accounting.
struct Measured {
  double wall_s = 0;
  double cpu_s = 0;
  double peak_mb = 0;
};

/// Runs a command with its output thrown away. Throws where it does not exit with 0.
Measured run_once(const std::vector<std::string>& command, const std::string& folder);

/// Does `work` in a process of its own, so that its memory is not this one's: the system counts that of a program's
/// parent as its own. Throws where the work throws.
void do_apart(const std::function<void()>& work);

/// The median of each figure.
Measured median(std::vector<Measured> runs);

/// The median of `runs` runs, after one that does not count.
Measured measure(const std::vector<std::string>& command, const std::string& folder, unsigned runs);

}  // namespace sightline::bench

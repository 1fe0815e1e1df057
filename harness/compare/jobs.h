#pragma once

#include <functional>
#include <vector>

namespace sightline {

/// Does all jobs, as many at a time as the machine has cores, and comes back when the last is done. They must not
/// depend on each other.
void do_jobs(const std::vector<std::function<void()>>& jobs);

}  // namespace sightline

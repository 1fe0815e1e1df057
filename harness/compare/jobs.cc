#include "compare/jobs.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

namespace sightline {

void do_jobs(const std::vector<std::function<void()>>& jobs) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < jobs.size(); i = next++) jobs[i]();
  };
  const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1U);
  std::vector<std::future<void>> others;
  for (std::size_t i = 1; i < std::min(cores, jobs.size()); ++i) {
    others.push_back(std::async(std::launch::async, work));
  }
  work();
  for (std::future<void>& other : others) other.get();
}

}  // namespace sightline

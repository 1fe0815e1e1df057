#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "assertion/outside.h"
#include "run/job.h"

namespace sightline {

/// Judges finished jobs on a few threads, so that a slow assertion does not hold up the bytes. With no threads it
/// judges at once, on the caller's.
class Scorer {
 public:
  using JobPtr = std::unique_ptr<Job>;
  /// `on_done` is called from the scoring threads when take() has something new: at once after an answer that took
  /// long to judge, else when nothing is left to judge. `outside` is what assertions reach; it may be null.
  Scorer(unsigned threads, const Outside* outside, std::function<void()> on_done);
  ~Scorer();
  Scorer(const Scorer&) = delete;
  Scorer& operator=(const Scorer&) = delete;
  /// Takes a job on. It waits for flush(): jobs that come together wake a thread once.
  void submit(JobPtr job);
  void flush();
  /// The jobs judged since the last call.
  std::vector<JobPtr> take();
  /// Jobs submitted and not yet taken.
  std::size_t pending() const { return pending_; }

 private:
  void work();
  void judge(Job& job) const;

  const Outside* outside_;
  std::function<void()> on_done_;
  std::vector<JobPtr> submitted_;  ///< Since the last flush(): the caller's thread alone touches it.
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<JobPtr> waiting_;
  std::vector<JobPtr> done_;
  std::size_t pending_ = 0;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sightline

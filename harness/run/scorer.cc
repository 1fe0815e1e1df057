#include "run/scorer.h"

#include <chrono>

#include "run/judge_case.h"
#include "runlog/runlog.h"

namespace sightline {

namespace {

/// What takes longer to judge is told of at once, whatever else waits.
constexpr std::chrono::milliseconds kLong{1};

}  // namespace

Scorer::Scorer(unsigned threads, const Outside* outside, std::function<void()> on_done)
    : outside_(outside), on_done_(std::move(on_done)) {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Scorer::~Scorer() {
  {
    std::lock_guard lock(mutex_);
    closing_ = true;
    waiting_.clear();
  }
  ready_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Scorer::judge(Job& job) const {
  judge_case(*job.unit, job.dialogue, {.outside = outside_, .others = job.others.get()}, job.result);
  job.line = to_json(job.result);
}

void Scorer::submit(JobPtr job) {
  ++pending_;
  if (threads_.empty()) {
    judge(*job);
    done_.push_back(std::move(job));
  } else {
    submitted_.push_back(std::move(job));
  }
}

void Scorer::flush() {
  if (submitted_.empty()) return;
  {
    std::lock_guard lock(mutex_);
    for (JobPtr& job : submitted_) waiting_.push_back(std::move(job));
  }
  const bool one = submitted_.size() == 1;
  submitted_.clear();
  one ? ready_.notify_one() : ready_.notify_all();
}

std::vector<Scorer::JobPtr> Scorer::take() {
  std::vector<JobPtr> taken;
  {
    std::lock_guard lock(mutex_);
    taken.swap(done_);
  }
  pending_ -= taken.size();
  return taken;
}

void Scorer::work() {
  using std::chrono::steady_clock;
  std::unique_lock lock(mutex_);
  while (true) {
    ready_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
    if (closing_) return;
    JobPtr job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    const auto began = steady_clock::now();
    judge(*job);
    const bool took_long = steady_clock::now() - began > kLong;
    lock.lock();
    done_.push_back(std::move(job));
    if (!took_long && !waiting_.empty()) continue;
    lock.unlock();
    on_done_();
    lock.lock();
  }
}

}  // namespace sightline

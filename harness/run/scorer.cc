#include "run/scorer.h"

#include "run/judge_case.h"

namespace sightline {

namespace {

void judge(Job& job, const Outside* outside) {
  judge_case(*job.unit, job.dialogue, {.outside = outside, .others = job.others.get()}, job.result);
}

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

void Scorer::submit(JobPtr job) {
  ++pending_;
  if (threads_.empty()) {
    judge(*job, outside_);
    done_.push_back(std::move(job));
    return;
  }
  {
    std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(job));
  }
  ready_.notify_one();
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
  std::unique_lock lock(mutex_);
  while (true) {
    ready_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
    if (closing_) return;
    JobPtr job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    judge(*job, outside_);
    lock.lock();
    const bool first = done_.empty();
    done_.push_back(std::move(job));
    if (!first) continue;
    lock.unlock();
    on_done_();
    lock.lock();
  }
}

}  // namespace sightline

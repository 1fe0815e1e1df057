#include "server/connection_threads.h"

#include <system_error>

namespace sightline {

void ConnectionThreads::enqueue(std::function<void()> serve) {
  bool full = false;
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(serve));
    if (queue_.size() > idle_) {
      full = threads_.size() >= limit_ || !add_thread();
    }
    if (full) waiting_ += 1;
  }
  changed_.notify_one();
  if (full) on_full_();
}

bool ConnectionThreads::add_thread() {
  try {
    threads_.emplace_back([this] { work(); });
    return true;
  } catch (const std::system_error&) {
    // The system has no more threads: those that there are must do.
    limit_ = threads_.size();
    return false;
  }
}

void ConnectionThreads::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    idle_ += 1;
    if (is_idle()) became_idle_.notify_all();
    changed_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    idle_ -= 1;
    if (queue_.empty()) return;
    const std::function<void()> serve = std::move(queue_.front());
    queue_.pop_front();
    if (waiting_ > 0) waiting_ -= 1;
    lock.unlock();
    serve();
    lock.lock();
  }
}

bool ConnectionThreads::wait_until_idle(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  return became_idle_.wait_for(lock, limit, [this] { return ending_ || is_idle(); });
}

void ConnectionThreads::shutdown() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  became_idle_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

}  // namespace sightline

#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sightline {

/// One thread for each connection, started when it is needed and used again after; a connection past the limit waits
/// for a thread.
class ConnectionThreads {
 public:
  /// `on_full` is called, from the thread that accepts, for each connection that has to wait.
  ConnectionThreads(std::size_t limit, std::function<void()> on_full) : limit_(limit), on_full_(std::move(on_full)) {}
  void enqueue(std::function<void()> serve);
  /// Waits until no connection is served, or the shutdown; false where the time is over before.
  bool wait_until_idle(std::chrono::milliseconds limit);
  /// Ends when all connections have ended.
  void shutdown();
  /// True while a connection has no thread.
  bool is_full() const { return waiting() > 0; }
  /// How many connections have none.
  std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }

 private:
  bool add_thread();
  void work();
  bool is_idle() const { return queue_.empty() && idle_ == threads_.size(); }

  std::size_t limit_;
  std::function<void()> on_full_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable became_idle_;
  std::deque<std::function<void()>> queue_;
  std::size_t idle_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
  std::atomic<std::size_t> waiting_ = 0;
};

}  // namespace sightline

#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <set>

namespace sightline {

/// The connections that are served, so that others than their own threads can end them.
class LiveConnections {
 public:
  /// One connection, from its thread's point of view. Leave before the socket is closed: its number may be used again.
  class Entry {
   public:
    explicit Entry(int socket) : socket_(socket) {}
    void set_busy() { idle_since_.store(0, std::memory_order_relaxed); }

   private:
    friend LiveConnections;
    int socket_;
    std::atomic<std::uint64_t> idle_since_ = 0;  ///< A moment's number; 0: it has a request.
  };
  /// False where all is being closed.
  bool enter(Entry& entry);
  void leave(Entry& entry);
  void set_idle(Entry& entry) { entry.idle_since_.store(++moment_, std::memory_order_relaxed); }

  /// Ends the connection that has had no request for the longest time, if there is one.
  void close_longest_idle();
  /// Ends all, and those that would enter; answers that are under way are still sent.
  void close_all();

 private:
  std::mutex mutex_;
  std::set<Entry*> entries_;
  bool closed_ = false;
  std::atomic<std::uint64_t> moment_ = 0;
};

}  // namespace sightline

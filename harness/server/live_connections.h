#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <set>

namespace sightline {

/// The connections that are served, so that others than their own threads can end them.
class LiveConnections {
 public:
  /// The earlier ones are closed first where others need room.
  enum class State {
    idle,       ///< No byte of a request is here.
    head,       ///< A request's head, or a TLS handshake, is on its way.
    body,       ///< A request's body is on its way.
    answering,  ///< Never closed for others.
    waiting     ///< An answer waits for its time; closed for others, and before all, where the client has ended.
  };
  /// One connection, from its thread's point of view. Leave before the socket is closed: its number may be used again.
  class Entry {
   public:
    explicit Entry(int socket) : socket_(socket) {}
    void set(State state);

   private:
    friend LiveConnections;
    int socket_;
    std::atomic<std::uint64_t>* moments_ = nullptr;
    std::atomic<std::uint64_t> since_ = 0;  ///< A moment's number.
    std::atomic<State> state_ = State::answering;
    bool ended_ = false;
  };
  /// False where all is being closed.
  bool enter(Entry& entry);
  void leave(Entry& entry);

  /// Ends one connection: of those whose answer waits, one whose client has ended at least its sending side; else the
  /// one that has come least far for the longest time, if there is one that is not being answered.
  void make_room();
  /// Ends connections of the first kind until `wanted` connections are ending.
  void end_forsaken(std::size_t wanted);
  /// Ends those that have no request.
  void close_idle();
  /// Ends all, and those that would enter; answers that are under way are still sent.
  void close_all();

 private:
  static void end(Entry& entry);
  std::size_t end_forsaken_at_most(std::size_t most);

  std::mutex mutex_;
  std::set<Entry*> entries_;
  bool closed_ = false;
  std::atomic<std::uint64_t> moments_ = 0;
};

}  // namespace sightline

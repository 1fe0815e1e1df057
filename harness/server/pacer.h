#pragma once

#include <poll.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace sightline {

/// Something that is done step by step, each at its time.
class PacedWork {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  virtual ~PacedWork() = default;
  /// When the next step is due; nothing where the last one is done.
  virtual std::optional<Instant> due() const = 0;
  /// Does what is due, and never waits; false where it cannot go on.
  virtual bool step(Instant now) = 0;
  /// The socket of the client that it is done for; the work ends where that has broken off. -1: nobody's.
  virtual int socket() const { return -1; }
};

/// One thread that does the steps of many works when they are due: a thread each would wake in crowds.
class Pacer {
 public:
  Pacer() : thread_([this] { run(); }) {}
  ~Pacer();  ///< Stops it.
  /// Waits until the last step of `work` is done; false where it could not go on, or the pacer was stopped, or within
  /// about a second after its client broke off: a reset, or an end of both directions. That a client ends its sending
  /// side alone does not count.
  bool play(PacedWork& work);
  /// All that plays ends at once.
  void stop();

 private:
  struct Turn;
  struct Later {
    bool operator()(const Turn* a, const Turn* b) const;
  };
  void run();
  void add(Turn& turn);
  void take_first(std::unique_lock<std::mutex>& lock);
  void end_broken_off(PacedWork::Instant now);
  static void end(Turn& turn, bool well);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Turn*> turns_;  ///< A heap, the next one first.
  std::vector<pollfd> asked_;
  PacedWork::Instant next_look_;
  std::uint64_t last_number_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sightline

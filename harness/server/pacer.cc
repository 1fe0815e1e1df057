#include "server/pacer.h"

namespace sightline {

struct Pacer::Turn {
  PacedWork& work;
  PacedWork::Instant due;
  std::uint64_t number = 0;  ///< Of two that are due at once, the first that came is served first.
  bool ended = false;
  bool well = false;
  std::condition_variable on_end = {};
};

bool Pacer::Later::operator()(const Turn* a, const Turn* b) const {
  return std::pair(a->due, a->number) > std::pair(b->due, b->number);
}

Pacer::~Pacer() {
  stop();
  thread_.join();
}

void Pacer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

bool Pacer::play(PacedWork& work) {
  const auto due = work.due();
  if (!due) return true;
  std::unique_lock lock(mutex_);
  if (stopping_) return false;
  Turn turn{work, *due, ++last_number_};
  turns_.push(&turn);
  if (turns_.top() == &turn) changed_.notify_all();
  turn.on_end.wait(lock, [&] { return turn.ended; });
  return turn.well;
}

void Pacer::end(Turn& turn, bool well) {
  turn.ended = true;
  turn.well = well;
  turn.on_end.notify_one();
}

void Pacer::take_turn(Turn& turn, std::unique_lock<std::mutex>& lock) {
  turns_.pop();
  lock.unlock();
  const bool goes_on = turn.work.step(std::chrono::steady_clock::now());
  const auto due = turn.work.due();
  lock.lock();
  if (!goes_on || !due) return end(turn, goes_on);
  turn.due = *due;
  turn.number = ++last_number_;
  turns_.push(&turn);
}

void Pacer::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (turns_.empty()) {
      changed_.wait(lock);
    } else if (turns_.top()->due <= std::chrono::steady_clock::now()) {
      take_turn(*turns_.top(), lock);
    } else {
      // The turn may be gone when the wait ends: its time is copied.
      const PacedWork::Instant due = turns_.top()->due;
      changed_.wait_until(lock, due);
    }
  }
  for (; !turns_.empty(); turns_.pop()) end(*turns_.top(), false);
}

}  // namespace sightline

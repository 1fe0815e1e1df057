#include "server/pacer.h"

#include <algorithm>

namespace sightline {
namespace {

/// How often it is looked for clients that broke off.
constexpr std::chrono::seconds kLook{1};

}  // namespace

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
  add(turn);
  if (turns_.front() == &turn) changed_.notify_all();
  turn.on_end.wait(lock, [&] { return turn.ended; });
  return turn.well;
}

void Pacer::add(Turn& turn) {
  turns_.push_back(&turn);
  std::push_heap(turns_.begin(), turns_.end(), Later());
}

void Pacer::end(Turn& turn, bool well) {
  turn.ended = true;
  turn.well = well;
  turn.on_end.notify_one();
}

void Pacer::take_first(std::unique_lock<std::mutex>& lock) {
  std::pop_heap(turns_.begin(), turns_.end(), Later());
  Turn& turn = *turns_.back();
  turns_.pop_back();
  lock.unlock();
  const bool goes_on = turn.work.step(std::chrono::steady_clock::now());
  const auto due = turn.work.due();
  lock.lock();
  if (!goes_on || !due) return end(turn, goes_on);
  turn.due = *due;
  turn.number = ++last_number_;
  add(turn);
}

void Pacer::end_broken_off(PacedWork::Instant now) {
  next_look_ = now + kLook;
  asked_.clear();
  for (const Turn* turn : turns_) asked_.push_back({turn->work.socket(), 0, 0});
  if (::poll(asked_.data(), asked_.size(), 0) <= 0) return;
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    if (asked_[i].revents == 0) continue;
    end(*turns_[i], false);
    turns_[i] = nullptr;
  }
  std::erase(turns_, nullptr);
  std::make_heap(turns_.begin(), turns_.end(), Later());
}

void Pacer::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto now = std::chrono::steady_clock::now();
    if (turns_.empty()) {
      changed_.wait(lock);
    } else if (next_look_ <= now) {
      end_broken_off(now);
    } else if (turns_.front()->due <= now) {
      take_first(lock);
    } else {
      // The turn may be gone when the wait ends: its time is copied.
      const PacedWork::Instant next = std::min(turns_.front()->due, next_look_);
      changed_.wait_until(lock, next);
    }
  }
  for (Turn* turn : turns_) end(*turn, false);
  turns_.clear();
}

}  // namespace sightline

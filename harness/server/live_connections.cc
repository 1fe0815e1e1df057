#include "server/live_connections.h"

#include <sys/socket.h>

#include <utility>

namespace sightline {

void LiveConnections::Entry::set(State state) {
  if (moments_ != nullptr) since_.store(++*moments_, std::memory_order_relaxed);
  state_.store(state);
}

bool LiveConnections::enter(Entry& entry) {
  const std::lock_guard lock(mutex_);
  entry.moments_ = &moments_;
  if (!closed_) entries_.insert(&entry);
  return !closed_;
}

void LiveConnections::leave(Entry& entry) {
  const std::lock_guard lock(mutex_);
  entries_.erase(&entry);
}

void LiveConnections::end(Entry& entry) {
  entry.ended_ = true;
  ::shutdown(entry.socket_, SHUT_RD);
}

void LiveConnections::make_room() {
  const std::lock_guard lock(mutex_);
  Entry* first = nullptr;
  std::pair least(State::answering, std::uint64_t{0});
  for (Entry* entry : entries_) {
    const std::pair standing(entry->state_.load(), entry->since_.load(std::memory_order_relaxed));
    if (entry->ended_ || standing >= least) continue;
    first = entry;
    least = standing;
  }
  if (first != nullptr) end(*first);
}

void LiveConnections::close_idle() {
  const std::lock_guard lock(mutex_);
  for (Entry* entry : entries_) {
    if (entry->state_.load() == State::idle) end(*entry);
  }
}

void LiveConnections::close_all() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (Entry* entry : entries_) end(*entry);
}

}  // namespace sightline

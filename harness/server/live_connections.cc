#include "server/live_connections.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>
#include <vector>

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

std::size_t LiveConnections::end_forsaken_at_most(std::size_t most) {
  std::vector<Entry*> waiting;
  std::vector<pollfd> asked;
  for (Entry* entry : entries_) {
    if (entry->ended_ || entry->state_.load() != State::waiting) continue;
    waiting.push_back(entry);
    asked.push_back({entry->socket_, POLLRDHUP, 0});
  }
  std::size_t ended = 0;
  if (asked.empty() || ::poll(asked.data(), asked.size(), 0) <= 0) return ended;
  for (std::size_t i = 0; i < asked.size() && ended < most; ++i) {
    if (asked[i].revents == 0) continue;
    end(*waiting[i]);
    // Both directions: who waits for the answer's time sees that.
    ::shutdown(waiting[i]->socket_, SHUT_RDWR);
    ended += 1;
  }
  return ended;
}

void LiveConnections::end_forsaken(std::size_t wanted) {
  const std::lock_guard lock(mutex_);
  const auto ending = static_cast<std::size_t>(
      std::count_if(entries_.begin(), entries_.end(), [](const Entry* entry) { return entry->ended_; }));
  if (ending < wanted) end_forsaken_at_most(wanted - ending);
}

void LiveConnections::make_room() {
  const std::lock_guard lock(mutex_);
  if (end_forsaken_at_most(1) > 0) return;
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

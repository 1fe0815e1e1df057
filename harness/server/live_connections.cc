#include "server/live_connections.h"

#include <sys/socket.h>

namespace sightline {

bool LiveConnections::enter(Entry& entry) {
  const std::lock_guard lock(mutex_);
  if (!closed_) entries_.insert(&entry);
  return !closed_;
}

void LiveConnections::leave(Entry& entry) {
  const std::lock_guard lock(mutex_);
  entries_.erase(&entry);
}

void LiveConnections::close_longest_idle() {
  const std::lock_guard lock(mutex_);
  Entry* longest = nullptr;
  std::uint64_t since = UINT64_MAX;
  for (Entry* entry : entries_) {
    const std::uint64_t idle_since = entry->idle_since_.load(std::memory_order_relaxed);
    if (idle_since == 0 || idle_since >= since) continue;
    longest = entry;
    since = idle_since;
  }
  if (longest != nullptr) ::shutdown(longest->socket_, SHUT_RD);
}

void LiveConnections::close_all() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (const Entry* entry : entries_) ::shutdown(entry->socket_, SHUT_RD);
}

}  // namespace sightline

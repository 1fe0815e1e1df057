#include "mock/cursors.h"

#include <utility>

namespace sightline {

std::string Cursors::name_of(std::string_view session, std::string_view key) {
  std::string name;
  name.reserve(session.size() + 1 + key.size());
  return name.append(session).append(1, '\n').append(key);
}

Cursors::Cursor& Cursors::cursor_of(std::string name) {
  const auto found = by_name_.find(name);
  if (found != by_name_.end()) {
    cursors_.splice(cursors_.begin(), cursors_, found->second);
    return cursors_.front();
  }
  cursors_.push_front({std::move(name)});
  by_name_.emplace(cursors_.front().name, cursors_.begin());
  size_ += 1;
  return cursors_.front();
}

void Cursors::forget_oldest() {
  while (size_ > most_ && cursors_.size() > 1) {
    size_ -= 1 + cursors_.back().said.size();
    by_name_.erase(cursors_.back().name);
    cursors_.pop_back();
  }
  // One session alone may name more repeats than are kept.
  Cursor& last = cursors_.front();
  while (size_ > most_ && last.said.size() > 1) {
    last.said.erase(last.said.begin());
    size_ -= 1;
  }
}

RepeatTurn Cursors::take_said(Cursor& cursor, unsigned repeat) {
  const auto [found, is_new] = cursor.said.try_emplace(repeat, 0);
  size_ += is_new ? 1 : 0;
  const RepeatTurn turn{repeat, found->second++};
  forget_oldest();
  return turn;
}

RepeatTurn Cursors::take(std::string_view session, std::string_view key, std::optional<unsigned> said,
                         const std::function<bool(const RepeatTurn&)>& uses_up) {
  std::string name = name_of(session, key);
  const std::lock_guard lock(mutex_);
  Cursor& cursor = cursor_of(std::move(name));
  if (said) return take_said(cursor, *said);
  const RepeatTurn turn{cursor.next, cursor.attempts++};
  if (uses_up(turn)) {
    cursor.next += 1;
    cursor.attempts = 0;
  }
  forget_oldest();
  return turn;
}

void Cursors::move(std::string_view session, std::string_view key, unsigned from, unsigned to, unsigned attempts) {
  const std::lock_guard lock(mutex_);
  const auto found = by_name_.find(name_of(session, key));
  if (found == by_name_.end() || found->second->next != from) return;
  found->second->next = to;
  found->second->attempts = attempts;
}

unsigned Cursors::next(std::string_view session, std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_name_.find(name_of(session, key));
  return found == by_name_.end() ? 0 : found->second->next;
}

void Cursors::go_on(std::string_view session, std::string_view key, unsigned repeat) {
  const std::lock_guard lock(mutex_);
  const auto found = by_name_.find(name_of(session, key));
  if (found == by_name_.end() || found->second->next >= repeat) return;
  found->second->next = repeat;
  found->second->attempts = 0;
}

void Cursors::use_up(std::string_view session, std::string_view key, unsigned repeat) {
  move(session, key, repeat, repeat + 1, 0);
}

void Cursors::give_back(std::string_view session, std::string_view key, unsigned repeat) {
  move(session, key, repeat + 1, repeat, 1);
}

void Cursors::forget_all() {
  const std::lock_guard lock(mutex_);
  by_name_.clear();
  cursors_.clear();
  size_ = 0;
}

}  // namespace sightline

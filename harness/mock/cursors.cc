#include "mock/cursors.h"

namespace sightline {
namespace {

/// Sessions, keys and repeats that are told apart: some hundred megabytes.
constexpr std::size_t kMostTurns = 1'000'000;

}  // namespace

std::optional<RepeatTurn> Cursors::take(std::string_view session, std::string_view key, std::optional<unsigned> said,
                                        const std::function<bool(const RepeatTurn&)>& uses_up) {
  std::string name = name_of(session, key);
  const std::lock_guard lock(mutex_);
  if (turns_ >= kMostTurns) return std::nullopt;
  Cursor& cursor = cursors_[std::move(name)];
  RepeatTurn turn;
  turn.repeat = said.value_or(cursor.next);
  const auto [found, is_new] = cursor.attempts.try_emplace(turn.repeat, 0);
  turns_ += is_new ? 1 : 0;
  turn.attempt = found->second++;
  if (!said && uses_up(turn)) cursor.next += 1;
  return turn;
}

std::string Cursors::name_of(std::string_view session, std::string_view key) {
  std::string name;
  name.reserve(session.size() + 1 + key.size());
  return name.append(session).append(1, '\n').append(key);
}

void Cursors::move(std::string_view session, std::string_view key, unsigned from, unsigned to) {
  const std::lock_guard lock(mutex_);
  const auto found = cursors_.find(name_of(session, key));
  if (found != cursors_.end() && found->second.next == from) found->second.next = to;
}

void Cursors::use_up(std::string_view session, std::string_view key, unsigned repeat) {
  move(session, key, repeat, repeat + 1);
}

void Cursors::give_back(std::string_view session, std::string_view key, unsigned repeat) {
  move(session, key, repeat + 1, repeat);
}

void Cursors::forget_all() {
  const std::lock_guard lock(mutex_);
  cursors_.clear();
  turns_ = 0;
}

}  // namespace sightline

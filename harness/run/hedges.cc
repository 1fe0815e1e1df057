#include "run/hedges.h"

namespace sightline {

class Hedges::Begun final : public AnswerSink {
 public:
  void head(int, const std::vector<Header>&) override { has_begun = true; }
  void bytes(std::string_view) override {}
  bool has_begun = false;
};

std::shared_ptr<AnswerSink> Hedges::watch(Ticket first, Clock::Instant due) {
  ++watched_;
  auto begun = std::make_shared<Begun>();
  watches_.push({.due = due, .ticket = first, .begun = begun});
  return begun;
}

std::optional<Clock::Instant> Hedges::due() const {
  if (watches_.empty()) return std::nullopt;
  return watches_.top().due;
}

std::vector<Hedges::Watched> Hedges::take_due(Clock::Instant now) {
  std::vector<Watched> due;
  while (!watches_.empty() && watches_.top().due <= now) {
    const Watch& watch = watches_.top();
    if (!watch.begun->has_begun) due.push_back({.ticket = watch.ticket, .sink = watch.begun});
    watches_.pop();
  }
  return due;
}

void Hedges::put_off(const Watched& watched, Clock::Instant due) {
  watches_.push({.due = due, .ticket = watched.ticket, .begun = std::static_pointer_cast<Begun>(watched.sink)});
}

void Hedges::add(const Pair& pair) {
  ++seconds_;
  pairs_[pair.first] = pair;
  pairs_[pair.second] = pair;
}

std::optional<Hedges::Pair> Hedges::take_pair(Ticket either) {
  const auto found = pairs_.find(either);
  if (found == pairs_.end()) return std::nullopt;
  const Pair pair = found->second;
  pairs_.erase(pair.first);
  pairs_.erase(pair.second);
  return pair;
}

void Hedges::add_loser(Ticket ticket, const Loser& loser) {
  losers_[ticket] = loser;
}

std::optional<Hedges::Loser> Hedges::take_loser(Ticket ticket) {
  const auto found = losers_.find(ticket);
  if (found == losers_.end()) return std::nullopt;
  const Loser loser = found->second;
  losers_.erase(found);
  return loser;
}

}  // namespace sightline

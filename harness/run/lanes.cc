#include "run/lanes.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sightline {

namespace {

double expected_tokens(const Job& job) {
  return static_cast<double>(job.expected.prompt_tokens() + job.expected.completion_tokens);
}

}  // namespace

Lane::JobPtr Lane::next(Clock::Instant now) {
  const auto at = due(now);
  const bool waits_for_time = at && *at > now;
  if (held_since_ && !waits_for_time) waited_ += now - *std::exchange(held_since_, std::nullopt);
  if (waits_for_time && !held_since_) held_since_ = now;
  if (!at || waits_for_time) return nullptr;
  JobPtr job = std::move(waiting_.front());
  waiting_.pop_front();
  job->slip = throttle_.send(now, expected_tokens(*job));
  return job;
}

bool Lane::is_free(Clock::Instant now, const Job& job) const {
  return !has_waiting() && throttle_.opens_at(now, expected_tokens(job)) == now;
}

SendSlip Lane::send_second(Clock::Instant now, const Job& job) {
  ++hedged_;
  return throttle_.send(now, expected_tokens(job));
}

std::optional<Clock::Instant> Lane::due(Clock::Instant now) const {
  if (waiting_.empty()) return std::nullopt;
  return throttle_.opens_at(now, expected_tokens(*waiting_.front()));
}

std::vector<Lane::JobPtr> Lane::give_up() {
  std::vector<JobPtr> jobs(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.end()));
  waiting_.clear();
  return jobs;
}

LaneFigures Lane::figures() const {
  LaneFigures figures = throttle_.figures();
  figures.model = model_->name;
  figures.hedged = hedged_;
  figures.waited = std::chrono::round<std::chrono::milliseconds>(waited_);
  return figures;
}

Lane& Lanes::of(const ModelSpec& model) {
  return lanes_.try_emplace(model.name, model, concurrency_.value_or(model.concurrency)).first->second;
}

void Lanes::for_each(const std::function<void(Lane&)>& look) {
  for (auto& [name, lane] : lanes_) look(lane);
}

bool Lanes::any_waiting() const {
  return std::ranges::any_of(lanes_, [](const auto& lane) { return lane.second.has_waiting(); });
}

std::optional<Clock::Instant> Lanes::due(Clock::Instant now) const {
  std::optional<Clock::Instant> first;
  for (const auto& [name, lane] : lanes_) {
    const auto at = lane.due(now);
    if (at && (!first || *at < *first)) first = at;
  }
  return first;
}

std::vector<LaneFigures> Lanes::figures() const {
  std::vector<LaneFigures> all;
  for (const auto& [name, lane] : lanes_) all.push_back(lane.figures());
  return all;
}

}  // namespace sightline

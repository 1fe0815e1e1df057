#include "run/lanes.h"

#include <algorithm>
#include <iterator>

namespace sightline {

namespace {

double expected_tokens(const Job& job) {
  return static_cast<double>(job.expected.prompt_tokens() + job.expected.completion_tokens);
}

}  // namespace

Lane::JobPtr Lane::next(Clock::Instant now) {
  const auto at = due(now);
  if (!at || *at > now) return nullptr;
  JobPtr job = std::move(waiting_.front());
  waiting_.pop_front();
  job->slip = throttle_.send(now, expected_tokens(*job));
  return job;
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

Lane& Lanes::of(const ModelSpec& model) {
  return lanes_.try_emplace(model.name, model).first->second;
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

}  // namespace sightline

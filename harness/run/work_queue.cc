#include "run/work_queue.h"

#include <algorithm>

#include "run/partners.h"

namespace sightline {

WorkQueue::WorkQueue(const Plan& plan, std::optional<unsigned> concurrency) : plan_(plan) {
  for (const std::size_t index : start_order(plan)) {
    const ModelSpec& model = *plan.units[index].model;
    left_ += plan.units[index].results();
    auto [lane, is_new] = lane_of_model_.try_emplace(model.name, lanes_.size());
    if (is_new) {
      lanes_.emplace_back();
      lanes_.back().concurrency = std::max(1u, concurrency.value_or(model.concurrency));
    }
    lanes_[lane->second].units.push_back(static_cast<std::uint32_t>(index));
  }
}

std::optional<WorkQueue::Item> WorkQueue::next() {
  for (std::size_t tried = 0; tried < lanes_.size(); ++tried) {
    Lane& lane = lanes_[turn_];
    turn_ = (turn_ + 1) % lanes_.size();
    if (lane.empty() || lane.active >= lane.concurrency) continue;
    const PlannedUnit& unit = plan_.units[lane.units[lane.next_unit]];
    const Item item{.unit = &unit, .repeat = lane.next_repeat};
    if (++lane.next_repeat == unit.results()) {
      lane.next_repeat = 0;
      ++lane.next_unit;
    }
    ++lane.active;
    --left_;
    return item;
  }
  return std::nullopt;
}

void WorkQueue::release(const ModelSpec& model) {
  --lanes_[lane_of_model_.at(model.name)].active;
}

void WorkQueue::stop(const ModelSpec& model) {
  lanes_[lane_of_model_.at(model.name)].stopped = true;
}

void WorkQueue::stop_all() {
  for (Lane& lane : lanes_) lane.stopped = true;
}

bool WorkQueue::has_more() const {
  return std::ranges::any_of(lanes_, [](const Lane& lane) { return !lane.empty(); });
}

}  // namespace sightline

#include "run/work_queue.h"

#include <algorithm>

namespace sightline {

WorkQueue::WorkQueue(const Plan& plan, const std::vector<std::size_t>& order, std::optional<unsigned> concurrency)
    : plan_(plan) {
  for (const std::size_t index : order) {
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
    if (lane.empty() || lane.held || lane.active >= lane.concurrency) continue;
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

void WorkQueue::hold(const ModelSpec& model, bool held) {
  lanes_[lane_of_model_.at(model.name)].held = held;
}

void WorkQueue::stop(const ModelSpec& model) {
  lanes_[lane_of_model_.at(model.name)].stopped = true;
}

void WorkQueue::stop_all() {
  for (Lane& lane : lanes_) lane.stopped = true;
}

std::uint64_t WorkQueue::leave_out(const std::function<bool(const PlannedUnit&)>& is_left_out) {
  std::uint64_t repeats = 0;
  for (Lane& lane : lanes_) {
    const std::size_t begun = lane.next_unit + (lane.next_repeat > 0 ? 1 : 0);
    const auto from = lane.units.begin() + static_cast<std::ptrdiff_t>(std::min(begun, lane.units.size()));
    lane.units.erase(std::remove_if(from, lane.units.end(),
                                    [&](std::uint32_t unit) {
                                      if (!is_left_out(plan_.units[unit])) return false;
                                      repeats += plan_.units[unit].results();
                                      return true;
                                    }),
                     lane.units.end());
  }
  left_ -= repeats;
  return repeats;
}

bool WorkQueue::has_more() const {
  return std::ranges::any_of(lanes_, [](const Lane& lane) { return !lane.empty(); });
}

}  // namespace sightline

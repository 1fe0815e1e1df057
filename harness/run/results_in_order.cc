#include "run/results_in_order.h"

#include "runlog/exact_line.h"

namespace sightline {

ResultsInOrder::ResultsInOrder(const Plan& plan, Visit visit, std::size_t most_bytes)
    : plan_(plan), visit_(std::move(visit)), most_bytes_(most_bytes) {}

void ResultsInOrder::take(CaseResult result, std::string_view line) {
  if (gave_up_) return;
  if (!is_exact(result, line)) return give_up();
  bytes_ += line.size();
  const std::uint64_t sequence = result.sequence;
  held_.insert_or_assign(sequence, Held{std::move(result), line.size()});
  hand_on();
  if (bytes_ > most_bytes_) give_up();
}

/// Units and groups are each in the plan's order, and this is that of both.
ResultsInOrder::Next ResultsInOrder::next() const {
  const bool has_unit = unit_ < plan_.units.size();
  const bool has_group = group_ < plan_.groups.size();
  if (has_unit && (!has_group || plan_.units[unit_].sequence < plan_.groups[group_].sequence)) {
    return {plan_.units[unit_].sequence, plan_.units[unit_].results()};
  }
  return has_group ? Next{plan_.groups[group_].sequence, 1} : Next{};
}

void ResultsInOrder::hand_on() {
  for (Next unit = next(); unit.results > 0 && take_unit(unit); unit = next()) {
    ++(unit_ < plan_.units.size() && plan_.units[unit_].sequence == unit.sequence ? unit_ : group_);
    visit_(repeats_);
    repeats_.clear();
  }
}

/// False where one of its results is still to come.
bool ResultsInOrder::take_unit(const Next& unit) {
  auto found = held_.begin();
  for (unsigned repeat = 0; repeat < unit.results; ++repeat, ++found) {
    if (found == held_.end() || found->first != unit.sequence + repeat) return false;
  }
  for (auto held = held_.begin(); held != found; held = held_.erase(held)) {
    bytes_ -= held->second.bytes;
    repeats_.push_back(std::move(held->second.result));
  }
  return true;
}

void ResultsInOrder::give_up() {
  gave_up_ = true;
  held_.clear();
}

}  // namespace sightline

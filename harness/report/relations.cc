#include "report/relations.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/summary.h"
#include "report/verdict.h"

namespace sightline {
namespace {

bool passes(Status status) {
  return status == Status::passed || status == Status::xpassed;
}

bool is_judged(Status status) {
  return status != Status::skipped && status != Status::error;
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  return fmt::format("{:.1f} %", 100 * static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace

void Relations::add(const UnitSummary& unit, const CaseResult& first) {
  if (!unit.control.empty()) {
    controls += is_judged(unit.status);
    controls_passed += passes(unit.status);
    controls_in_error += unit.status == Status::error;
    return;
  }
  const GroupRecord& group = first.group;
  if (group.consistent) {
    ++groups_read;
    groups_consistent += *group.consistent;
  }
  if (group.kind != "circular" || !is_judged(unit.status) || group.members.empty()) return;
  ++circular;
  circular_passed += passes(unit.status);
  vanilla_passed += passes(group.members.front().status);
  for (const GroupMember& member : group.members) {
    orders += is_judged(member.status);
    orders_passed += passes(member.status);
  }
}

void Relations::add_comparisons(const CaseResult& result) {
  if (!result.control.empty()) return;
  for (const AssertionResult& assertion : result.assertions) {
    if (assertion.name != "same_as") continue;
    const Node* agrees = assertion.verdict.evidence.find("agrees");
    if (agrees == nullptr || !agrees->is_boolean()) continue;
    // An answer that is to be another one is no flip when it is.
    if (assertion.verdict.evidence.find("is_to_differ") != nullptr) continue;
    ++comparisons;
    flips += !agrees->boolean();
  }
}

Relations& Relations::operator+=(const Relations& other) {
  groups_read += other.groups_read;
  groups_consistent += other.groups_consistent;
  circular += other.circular;
  circular_passed += other.circular_passed;
  vanilla_passed += other.vanilla_passed;
  orders += other.orders;
  orders_passed += other.orders_passed;
  comparisons += other.comparisons;
  flips += other.flips;
  controls += other.controls;
  controls_passed += other.controls_passed;
  controls_in_error += other.controls_in_error;
  return *this;
}

std::vector<std::string> relation_texts(const Relations& r) {
  std::vector<std::string> texts;
  if (r.circular > 0) {
    texts.push_back(
        fmt::format("circular evaluation: {} of {} right in every order of the options ({}), {} in the order "
                    "written ({}), {} of {} over all orders ({})",
                    r.circular_passed, counted(r.circular, "question"), share(r.circular_passed, r.circular),
                    r.vanilla_passed, share(r.vanilla_passed, r.circular), r.orders_passed, r.orders,
                    share(r.orders_passed, std::max<std::uint64_t>(r.orders, 1))));
  }
  if (r.groups_read > 0) {
    texts.push_back(fmt::format("consistency: {} of {} gave one answer from all members ({})", r.groups_consistent,
                                counted(r.groups_read, "group"), share(r.groups_consistent, r.groups_read)));
  }
  if (r.comparisons > 0) {
    texts.push_back(fmt::format("flips: {} of {} with another case found another answer ({})", r.flips,
                                counted(r.comparisons, "comparison"), share(r.flips, r.comparisons)));
  }
  if (r.controls > 0) {
    texts.push_back(fmt::format("language prior: {} of {} passed without the image ({})", r.controls_passed,
                                counted(r.controls, "control"), share(r.controls_passed, r.controls)));
  }
  if (r.controls_in_error > 0) {
    texts.push_back(fmt::format("{} without the image ended in error", counted(r.controls_in_error, "control")));
  }
  return texts;
}

}  // namespace sightline

#include <algorithm>

#include "report/summary.h"

namespace sightline {
namespace {

bool passed_as_it_stands(const CaseResult& repeat) {
  return repeat.status == Status::passed || repeat.status == Status::xpassed;
}

bool failed_as_it_stands(const CaseResult& repeat) {
  return repeat.status == Status::failed || repeat.status == Status::xfailed;
}

bool is_marked_xfail(const CaseResult& repeat) {
  return repeat.status == Status::xfailed || repeat.status == Status::xpassed;
}

Status status_of(const std::vector<CaseResult>& repeats) {
  const auto any = [&](const auto& is) { return std::ranges::any_of(repeats, is); };
  if (any([](const CaseResult& r) { return r.status == Status::error; })) return Status::error;
  if (std::ranges::all_of(repeats, [](const CaseResult& r) { return r.status == Status::skipped; })) {
    return Status::skipped;
  }
  const Repeat& rule = repeats.front().repeats;
  const std::ptrdiff_t forgiven = rule.n - std::min(rule.pass, rule.n);
  const bool passes = any(passed_as_it_stands) && std::ranges::count_if(repeats, failed_as_it_stands) <= forgiven;
  if (any(is_marked_xfail)) {
    // Of one order of a case's options, of which some repeats passed: only that of all orders is told off.
    const bool may_pass = any([](const CaseResult& r) { return r.status == Status::passed; });
    return !passes ? Status::xfailed : may_pass ? Status::passed : Status::xpassed;
  }
  return passes ? Status::passed : Status::failed;
}

/// The repeat that is the reason for the unit's status.
const CaseResult& telling_repeat(const std::vector<CaseResult>& repeats, Status status) {
  const Status wanted = status == Status::passed ? Status::failed : status;
  const auto found = std::ranges::find(repeats, wanted, &CaseResult::status);
  return found == repeats.end() ? repeats.front() : *found;
}

}  // namespace

UnitSummary summarise_unit(const std::vector<CaseResult>& repeats) {
  const CaseResult& first = repeats.front();
  UnitSummary unit;
  unit.id = first.unit;
  unit.status = status_of(repeats);
  unit.flaky = std::ranges::any_of(repeats, passed_as_it_stands) && std::ranges::any_of(repeats, failed_as_it_stands);
  unit.must_pass = first.must_pass;
  unit.control = first.control;
  unit.control_of = first.control_of;
  unit.repeats = static_cast<unsigned>(repeats.size());
  for (const CaseResult& repeat : repeats) unit.score += repeat.score / static_cast<double>(repeats.size());
  unit.reason = telling_repeat(repeats, unit.status).reason;
  unit.place = first.place;
  return unit;
}

}  // namespace sightline

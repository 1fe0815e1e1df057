#include "report/unit_standing.h"

#include <algorithm>

namespace sightline {
namespace {

bool passed_as_it_stands(Status status) {
  return status == Status::passed || status == Status::xpassed;
}

bool failed_as_it_stands(Status status) {
  return status == Status::failed || status == Status::xfailed;
}

bool is_marked_xfail(Status status) {
  return status == Status::xfailed || status == Status::xpassed;
}

Status status_of(std::span<const Status> repeats, const Repeat& rule) {
  const auto any = [&](const auto& is) { return std::ranges::any_of(repeats, is); };
  const auto any_is = [&](Status status) { return std::ranges::find(repeats, status) != repeats.end(); };
  if (any_is(Status::error)) return Status::error;
  if (std::ranges::all_of(repeats, [](Status status) { return status == Status::skipped; })) return Status::skipped;
  const std::ptrdiff_t forgiven = rule.n - std::min(rule.pass, rule.n);
  const bool passes = any(passed_as_it_stands) && std::ranges::count_if(repeats, failed_as_it_stands) <= forgiven;
  if (any(is_marked_xfail)) {
    // Of one order of a case's options, of which some repeats passed: only that of all orders is told off.
    return !passes ? Status::xfailed : any_is(Status::passed) ? Status::passed : Status::xpassed;
  }
  return passes ? Status::passed : Status::failed;
}

std::size_t telling_repeat(std::span<const Status> repeats, Status status) {
  const auto found = std::ranges::find(repeats, status == Status::passed ? Status::failed : status);
  return found == repeats.end() ? 0 : static_cast<std::size_t>(found - repeats.begin());
}

}  // namespace

UnitStanding standing_of(std::span<const Status> repeats, const Repeat& rule) {
  const Status status = status_of(repeats, rule);
  return {
      .status = status,
      .flaky = std::ranges::any_of(repeats, passed_as_it_stands) && std::ranges::any_of(repeats, failed_as_it_stands),
      .telling = telling_repeat(repeats, status)};
}

}  // namespace sightline

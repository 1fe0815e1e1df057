#include "report/summary.h"
#include "report/unit_standing.h"

namespace sightline {

UnitSummary summarise_unit(const std::vector<CaseResult>& repeats) {
  const CaseResult& first = repeats.front();
  std::vector<Status> statuses;
  statuses.reserve(repeats.size());
  for (const CaseResult& repeat : repeats) statuses.push_back(repeat.status);
  const UnitStanding standing = standing_of(statuses, first.repeats);
  UnitSummary unit;
  unit.id = first.unit;
  unit.status = standing.status;
  unit.flaky = standing.flaky;
  unit.must_pass = first.must_pass;
  unit.control = first.control;
  unit.control_of = first.control_of;
  unit.repeats = static_cast<unsigned>(repeats.size());
  for (const CaseResult& repeat : repeats) unit.score += repeat.score / static_cast<double>(repeats.size());
  unit.reason = repeats[standing.telling].reason;
  unit.place = first.place;
  return unit;
}

}  // namespace sightline

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "fixture/library.h"
#include "run/plan.h"

namespace sightline {

/// The units of a plan whose first request is recorded, one for each request.
struct RecordedUnits {
  std::vector<PlannedUnit> units;  ///< In the plan's order.
  std::uint64_t not_recorded = 0;
  std::map<std::string, std::uint64_t> other_sources;  ///< Recorded, but from a source that was not asked for: by it.
};

/// Looks up the first repeat of each unit that is not skipped. `params` go over everything. `sources` are values of a
/// fixture's `recorded.source`.
RecordedUnits recorded_units(const Plan& plan, const Library& library, const ConversationSource& conversations,
                             const Node& params, const std::set<std::string>& sources);

/// A plan of `count` of the units, or of all where there are no more, one repeat each, in the plan's order. The same
/// seed chooses the same.
Plan sampled_plan(std::vector<PlannedUnit> units, std::size_t count, std::uint64_t seed);

}  // namespace sightline

#pragma once

#include <cstdint>
#include <vector>

#include "model/result.h"
#include "model/suite.h"
#include "run/selection.h"

namespace sightline {

/// One unit to run. Points into the suites and the project, which must outlive the plan.
struct PlannedUnit {
  const Suite* suite = nullptr;
  const Case* a_case = nullptr;
  const Prompt* prompt = nullptr;
  const ModelSpec* model = nullptr;
  Repeat repeat;
  std::uint64_t sequence = 0;  ///< Of its first repeat; the others follow.
  UnitId id() const;
  /// Lines that the unit adds to the log: its repeats, or one where it is skipped.
  unsigned results() const { return a_case->skip ? 1 : repeat.n; }
};

/// What a run will do, in order: suites as given, then cases, prompts, models as written.
struct Plan {
  std::vector<PlannedUnit> units;
  std::uint64_t results = 0;
};

struct PlanOptions {
  Selection selection = {};
  Shard shard = {};
  std::optional<unsigned> repeat = {};  ///< Instead of what the cases say.
};

/// Errors: the selection (before it is cut into shards) is empty.
Expected<Plan> make_plan(const Project& project, const std::vector<Suite>& suites, const PlanOptions& options);

/// The parameters of one send: the model's, then the case's, then `overrides`, key by key; `seed: {from: n}` becomes n
/// + repeat.
Node request_params(const PlannedUnit& unit, const Node& overrides, unsigned repeat);

/// True where the unit's repeats differ in their seed.
bool seeds_differ(const PlannedUnit& unit, const Node& overrides);

}  // namespace sightline

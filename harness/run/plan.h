#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
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
  unsigned results() const { return a_case->settings->skip ? 1 : repeat.n; }
};

/// The unit of a group, for one prompt and model: sends nothing, and is judged when its members are.
struct PlannedGroup {
  const Suite* suite = nullptr;
  const Group* group = nullptr;
  const Prompt* prompt = nullptr;
  const ModelSpec* model = nullptr;
  std::uint64_t sequence = 0;        ///< Behind those of its members.
  std::vector<std::size_t> members;  ///< Indices into the plan's units, ascending.
  UnitId id() const;
};

/// What a run will do, in order: suites as given, then cases, prompts, models as written.
struct Plan {
  std::vector<PlannedUnit> units;
  std::vector<PlannedGroup> groups = {};
  std::uint64_t results = 0;  ///< Lines of the log: those of the units, and one for each group.
  /// Groups of which the selection takes a part, so that they are not judged.
  std::vector<UnitId> partial_groups = {};
  /// Units that are not selected and run all the same, because selected ones look at their answers.
  std::vector<UnitId> added = {};
  /// Of a shard: which unit is in which shard, as digest_of_deal() has it, and the results of all shards together.
  std::string shard_plan = {};
  std::uint64_t shard_plan_results = 0;
};

/// What one repeat of a unit took in an earlier run, the mean of its repeats.
using PastTimes = std::map<UnitId, std::chrono::microseconds>;

struct PlanOptions {
  Selection selection = {};
  Shard shard = {};
  std::optional<PastTimes> shard_by = {};  ///< Shards are to take equally long; else they have equally many bundles.
  std::optional<unsigned> repeat = {};     ///< Instead of what the cases say.
};

/// A selected group selects its members. What belongs together, by a group or because one looks at the other's answer,
/// is in one shard; a shard may be empty. Errors: the selection (before it is cut into shards) is empty; `shard_by`
/// knows none of its units.
Expected<Plan> make_plan(const Project& project, const std::vector<Suite>& suites, const PlanOptions& options);

/// Leaves the other units out, and the groups that lose a member by it, which become partial ones.
void keep_units(Plan& plan, const std::function<bool(const PlannedUnit&)>& keeps);

/// The parameters of one send: the model's, then the case's, then `overrides`, key by key; `seed: {from: n}` becomes n
/// + repeat.
Node request_params(const PlannedUnit& unit, const Node& overrides, unsigned repeat);

/// True where the unit's repeats differ in their seed.
bool seeds_differ(const PlannedUnit& unit, const Node& overrides);

}  // namespace sightline

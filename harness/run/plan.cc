#include "run/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.h"
#include "base/text.h"
#include "run/plan_links.h"
#include "run/shard_deal.h"

namespace sightline {

namespace {

std::string nothing_selected(const std::vector<Suite>& suites, const Selection& selection) {
  std::vector<std::string> ids;
  std::size_t cases = 0;
  for (const Suite& suite : suites) {
    cases += suite.cases.size();
    for (const Case& a_case : suite.cases) ids.push_back(a_case.id);
  }
  std::string hint;
  for (const std::string& wanted : selection.cases) hint += suggestion(wanted, ids);
  return fmt::format("nothing is selected: none of {} cases fits --case, --prompt, --tag and --model{}", cases, hint);
}

/// Chooses among a project's units.
class Planner {
 public:
  Planner(PlanLinks links, const PlanOptions& options)
      : links_(std::move(links)), options_(options), taken_(links_.units().size()) {}

  /// False where the selection is empty.
  bool select() {
    for (std::size_t i = 0; i < taken_.size(); ++i) taken_[i] = selects(links_.units()[i].id(), i);
    for (const PlannedGroup& group : links_.groups()) select_members(group);
    const bool any = std::ranges::find(taken_, true) != taken_.end();
    add_referenced();
    return any;
  }

  Expected<Plan> plan() && {
    std::vector<bool> in_shard = taken_;
    const Shard& shard = options_.shard;
    if (shard.count > 1) {
      const auto shards = deal_shards(links_, taken_, shard.count, options_.shard_by);
      if (!shards) return tl::unexpected(shards.error());
      for (std::size_t i = 0; i < taken_.size(); ++i) in_shard[i] = (*shards)[i] == shard.index;
      plan_.shard_plan = digest_of_deal(links_, *shards);
      plan_.shard_plan_results = results_of(taken_);
    }
    take_units(in_shard);
    return std::move(plan_);
  }

 private:
  bool selects(const UnitId& id, std::size_t unit) {
    return options_.selection.takes(id, links_.units()[unit].a_case->settings->tags);
  }

  void select_members(const PlannedGroup& group) {
    const UnitId id = group.id();
    for (const std::size_t member : group.members) taken_[member] = taken_[member] || selects(id, member);
  }

  void add_referenced() {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < links_.references().size(); ++i) {
      if (taken_[i]) open.push_back(i);
    }
    while (!open.empty()) {
      const std::size_t unit = open.back();
      open.pop_back();
      for (const std::size_t other : references_of(unit)) {
        if (taken_[other]) continue;
        taken_[other] = true;
        added_.push_back(other);
        open.push_back(other);
      }
    }
  }

  std::vector<std::size_t> references_of(std::size_t unit) const {
    return unit < links_.references().size() ? links_.references()[unit] : std::vector<std::size_t>();
  }

  /// Lines of the units at hand and of the groups whose members they all are.
  std::uint64_t results_of(const std::vector<bool>& units) const {
    std::uint64_t results = 0;
    for (std::size_t i = 0; i < units.size(); ++i) results += units[i] ? links_.units()[i].results() : 0;
    for (const PlannedGroup& group : links_.groups()) {
      results += std::ranges::all_of(group.members, [&](std::size_t member) { return units[member]; }) ? 1 : 0;
    }
    return results;
  }

  void take_units(const std::vector<bool>& in_shard) {
    std::vector<std::size_t> places(in_shard.size());
    for (std::size_t i = 0; i < in_shard.size(); ++i) {
      if (!in_shard[i]) continue;
      places[i] = plan_.units.size();
      plan_.units.push_back(links_.units()[i]);
    }
    for (const std::size_t unit : added_) {
      if (in_shard[unit]) plan_.added.push_back(links_.units()[unit].id());
    }
    for (const PlannedGroup& group : links_.groups()) plan_group(group, in_shard, places);
    plan_.results = results_of(in_shard);
  }

  void plan_group(const PlannedGroup& group, const std::vector<bool>& in_shard,
                  const std::vector<std::size_t>& places) {
    const auto count = std::ranges::count_if(group.members, [&](std::size_t member) { return in_shard[member]; });
    if (count == 0) return;
    if (static_cast<std::size_t>(count) < group.members.size()) return plan_.partial_groups.push_back(group.id());
    PlannedGroup planned = group;
    for (std::size_t& member : planned.members) member = places[member];
    plan_.groups.push_back(std::move(planned));
  }

  PlanLinks links_;
  const PlanOptions& options_;
  std::vector<bool> taken_;
  std::vector<std::size_t> added_;  ///< Units that others look at.
  Plan plan_;
};

}  // namespace

UnitId PlannedUnit::id() const {
  return {suite->name, a_case->id, prompt->name, model->name};
}

UnitId PlannedGroup::id() const {
  return {suite->name, group->id, prompt->name, model->name};
}

Expected<Plan> make_plan(const Project& project, const std::vector<Suite>& suites, const PlanOptions& options) {
  Planner planner(PlanLinks(project, suites, options.repeat), options);
  if (!planner.select()) return failure(nothing_selected(suites, options.selection));
  return std::move(planner).plan();
}

void keep_units(Plan& plan, const std::function<bool(const PlannedUnit&)>& keeps) {
  std::vector<PlannedUnit> kept;
  std::vector<std::optional<std::size_t>> places;
  plan.results = 0;
  for (const PlannedUnit& unit : plan.units) {
    places.push_back(keeps(unit) ? std::optional(kept.size()) : std::nullopt);
    if (!places.back()) continue;
    plan.results += unit.results();
    kept.push_back(unit);
  }
  plan.units = std::move(kept);
  std::erase_if(plan.groups, [&](PlannedGroup& group) {
    const bool is_whole = std::ranges::all_of(group.members, [&](std::size_t i) { return places[i].has_value(); });
    if (!is_whole) plan.partial_groups.push_back(group.id());
    for (std::size_t& member : group.members) member = places[member].value_or(0);
    return !is_whole;
  });
  plan.results += plan.groups.size();
}

Node request_params(const PlannedUnit& unit, const Node& overrides, unsigned repeat) {
  Node params = merged(merged(unit.model->params, unit.a_case->settings->params), overrides);
  if (Node* seed = params.find("seed"); seed && seed->is_map()) {
    if (const Node* from = seed->find("from")) {
      *seed = Node(static_cast<std::int64_t>(from->number()) + static_cast<std::int64_t>(repeat));
    }
  }
  return params;
}

bool seeds_differ(const PlannedUnit& unit, const Node& overrides) {
  const Node params = merged(merged(unit.model->params, unit.a_case->settings->params), overrides);
  const Node* seed = params.find("seed");
  return unit.repeat.n > 1 && seed != nullptr && seed->is_map() && seed->find("from") != nullptr;
}

}  // namespace sightline

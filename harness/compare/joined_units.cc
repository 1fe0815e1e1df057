#include "compare/joined_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

#include "base/disjoint_sets.h"
#include "base/text.h"
#include "compare/fates.h"

namespace sightline {
namespace {

/// The names that the units of a side have in one part of their id, two at most: more are of no interest.
std::set<std::string> first_names(const ComparedUnits& side, std::string UnitId::*part) {
  std::set<std::string> names;
  for (const UnitFigures& unit : side.run->units) {
    if (side.holds(unit)) names.insert(unit.id.*part);
    if (names.size() > 1) break;
  }
  return names;
}

/// Which parts of an id tell units apart, beside suite and case.
struct JoinKey {
  bool by_prompt = true;
  bool by_model = true;
  std::string of(const UnitId& id) const {
    return fmt::format("{}\n{}\n{}\n{}", id.suite, id.case_id, by_prompt ? id.prompt : "", by_model ? id.model : "");
  }
};

const std::string& cluster_of(const UnitFigures& unit) {
  return unit.cluster.empty() ? unit.id.case_id : unit.cluster;
}

class Join {
 public:
  Join(const ComparedUnits& base, const ComparedUnits& candidate) : base_(base), candidate_(candidate) {}

  JoinedUnits joined() {
    key_.by_model = base_.model.empty() && !pairs_single_names(&UnitId::model, "model");
    key_.by_prompt = base_.prompt.empty() && !pairs_single_names(&UnitId::prompt, "prompt");
    index_base();
    for (const UnitFigures& unit : candidate_.run->units) {
      if (candidate_.holds(unit)) add(unit);
    }
    for (const UnitFigures& unit : base_.run->units) {
      if (base_.holds(unit) && unpaired_.contains(key_.of(unit.id))) joined_.only_in_base.push_back(unit.id);
    }
    joined_.clusters = static_cast<std::uint32_t>(clusters_.size());
    join_groups();
    tell_of_clusters();
    return std::move(joined_);
  }

 private:
  bool pairs_single_names(std::string UnitId::*part, std::string_view noun) {
    const std::set<std::string> before = first_names(base_, part);
    const std::set<std::string> now = first_names(candidate_, part);
    if (before.size() != 1 || now.size() != 1 || before == now) return false;
    joined_.notes.push_back(fmt::format("each side has a single {0}: {1} of the base is compared with {2}", noun,
                                        quoted(*before.begin()), quoted(*now.begin())));
    return true;
  }

  void index_base() {
    for (const UnitFigures& unit : base_.run->units) {
      if (base_.holds(unit)) unpaired_.emplace(key_.of(unit.id), &unit);
    }
  }

  void add(const UnitFigures& unit) {
    const auto partner = unpaired_.find(key_.of(unit.id));
    if (partner == unpaired_.end()) {
      joined_.only_in_candidate.push_back(unit.id);
      return;
    }
    const UnitFigures& base = *partner->second;
    unpaired_.erase(partner);
    if (cluster_of(base) != cluster_of(unit)) ++otherwise_clustered_;
    const auto number = static_cast<std::uint32_t>(clusters_.size());
    joined_.pairs.push_back({.base = &base,
                             .candidate = &unit,
                             .cluster = clusters_.try_emplace(cluster_of(unit), number).first->second,
                             .fate = fate_of(base, unit)});
  }

  /// A group depends on each of its members: their clusters and its own are one.
  void join_groups() {
    const bool any =
        std::ranges::any_of(joined_.pairs, [](const UnitPair& p) { return !p.candidate->members.empty(); });
    if (!any) return;
    std::unordered_map<std::string, std::uint32_t> cluster_of_unit;
    for (const UnitPair& pair : joined_.pairs) cluster_of_unit.emplace(pair.candidate->id.text(), pair.cluster);
    DisjointSets sets(joined_.clusters);
    for (const UnitPair& pair : joined_.pairs) {
      for (const std::string& member : pair.candidate->members) {
        const auto found = cluster_of_unit.find(member);
        if (found != cluster_of_unit.end()) sets.join(pair.cluster, found->second);
      }
    }
    std::unordered_map<std::size_t, std::uint32_t> numbers;
    for (UnitPair& pair : joined_.pairs) {
      const auto next = static_cast<std::uint32_t>(numbers.size());
      pair.cluster = numbers.try_emplace(sets.find(pair.cluster), next).first->second;
    }
    joined_.clusters = static_cast<std::uint32_t>(numbers.size());
  }

  void tell_of_clusters() {
    if (otherwise_clustered_ == 0) return;
    joined_.notes.push_back(
        fmt::format("{} of {} units have another cluster (another image, or another `cluster:`) in the candidate, "
                    "whose clusters count",
                    otherwise_clustered_, joined_.pairs.size()));
  }

  const ComparedUnits& base_;
  const ComparedUnits& candidate_;
  JoinKey key_;
  JoinedUnits joined_;
  std::unordered_map<std::string, const UnitFigures*> unpaired_;  ///< Of the base.
  std::unordered_map<std::string, std::uint32_t> clusters_;
  std::uint64_t otherwise_clustered_ = 0;
};

}  // namespace

bool ComparedUnits::holds(const UnitFigures& unit) const {
  return !unit.is_control && (model.empty() || unit.id.model == model) && (prompt.empty() || unit.id.prompt == prompt);
}

JoinedUnits join_units(const ComparedUnits& base, const ComparedUnits& candidate) {
  return Join(base, candidate).joined();
}

}  // namespace sightline

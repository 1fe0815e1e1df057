#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "run/plan.h"

namespace sightline {

/// All units of a project, before a selection is made, and how they hang together.
class PlanLinks {
 public:
  /// All references must outlive it. A unit's sequence is its place among all.
  PlanLinks(const Project& project, const std::vector<Suite>& suites, const std::optional<unsigned>& repeat);

  const std::vector<PlannedUnit>& units() const { return units_; }
  /// Their members are indices into units().
  const std::vector<PlannedGroup>& groups() const { return groups_; }
  /// For each unit those whose answers its assertions look at; empty where no unit of the project does.
  const std::vector<std::vector<std::size_t>>& references() const { return references_; }

  /// For each unit the first of those that hang together with it over taken units, itself where there is none before.
  std::vector<std::size_t> bundles(const std::vector<bool>& taken) const;

 private:
  void add_suite(const Project& project, const Suite& suite, const std::optional<unsigned>& repeat);
  void add_group(const Suite& suite, const Group& group);
  void link(const Suite& suite);
  std::optional<std::size_t> unit_at(const Case& a_case, std::size_t first, const PlannedUnit& like) const;

  std::vector<PlannedUnit> units_;
  std::vector<PlannedGroup> groups_;
  std::vector<std::vector<std::size_t>> references_;
  std::vector<std::size_t> first_of_case_;  ///< Of the suite at hand: its first unit, by case.
  std::uint64_t sequence_ = 0;
};

}  // namespace sightline

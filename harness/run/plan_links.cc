#include "run/plan_links.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include "assertion/assertion.h"
#include "base/disjoint_sets.h"

namespace sightline {

namespace {

const ModelSpec* find_model(const Project& project, const std::string& name) {
  auto found = std::ranges::find(project.models, name, &ModelSpec::name);
  return found == project.models.end() ? nullptr : &*found;
}

Repeat repeat_of(const Case& a_case, const std::optional<unsigned>& instead) {
  if (!instead) return a_case.settings->repeat;
  const bool all_must_pass = a_case.settings->repeat.pass >= a_case.settings->repeat.n;
  return {.n = *instead, .pass = all_must_pass ? *instead : std::min(a_case.settings->repeat.pass, *instead)};
}

bool refers_to_others(const Case& a_case) {
  return std::ranges::any_of(a_case.assertions, [](const AssertionPtr& a) { return !a->references.empty(); });
}

}  // namespace

PlanLinks::PlanLinks(const Project& project, const std::vector<Suite>& suites, const std::optional<unsigned>& repeat) {
  for (const Suite& suite : suites) {
    add_suite(project, suite, repeat);
    link(suite);
  }
}

void PlanLinks::add_suite(const Project& project, const Suite& suite, const std::optional<unsigned>& repeat) {
  first_of_case_.clear();
  std::multimap<std::size_t, const Group*> groups;  // By their last member.
  for (const Group& group : suite.groups) groups.emplace(group.members.back(), &group);
  for (std::size_t index = 0; index < suite.cases.size(); ++index) {
    const Case& a_case = suite.cases[index];
    first_of_case_.push_back(units_.size());
    for (const std::size_t prompt : a_case.settings->prompts) {
      for (const std::string& model : a_case.settings->models) {
        units_.push_back({.suite = &suite,
                          .a_case = &a_case,
                          .prompt = &suite.prompts[prompt],
                          .model = find_model(project, model),
                          .repeat = repeat_of(a_case, repeat),
                          .sequence = sequence_});
        sequence_ += units_.back().results();
      }
    }
    const auto [first, last] = groups.equal_range(index);
    for (auto group = first; group != last; ++group) add_group(suite, *group->second);
  }
}

/// A unit for each prompt and model that a member has, in their order.
void PlanLinks::add_group(const Suite& suite, const Group& group) {
  std::map<std::pair<const Prompt*, const ModelSpec*>, std::size_t> known;
  for (const std::size_t member : group.members) {
    const std::size_t end = member + 1 < first_of_case_.size() ? first_of_case_[member + 1] : units_.size();
    for (std::size_t unit = first_of_case_[member]; unit < end; ++unit) {
      const auto [found, is_new] = known.try_emplace({units_[unit].prompt, units_[unit].model}, groups_.size());
      if (is_new) {
        groups_.push_back({.suite = &suite,
                           .group = &group,
                           .prompt = units_[unit].prompt,
                           .model = units_[unit].model,
                           .sequence = sequence_++,
                           .members = {}});
      }
      groups_[found->second].members.push_back(unit);
    }
  }
}

/// The unit of a case whose first stands at `first`, with the prompt and model of another.
std::optional<std::size_t> PlanLinks::unit_at(const Case& a_case, std::size_t first, const PlannedUnit& like) const {
  const std::size_t count = a_case.settings->prompts.size() * a_case.settings->models.size();
  for (std::size_t unit = first; unit < first + count; ++unit) {
    if (units_[unit].prompt == like.prompt && units_[unit].model == like.model) return unit;
  }
  return std::nullopt;
}

void PlanLinks::link(const Suite& suite) {
  if (std::ranges::none_of(suite.cases, refers_to_others)) return;
  std::unordered_map<std::string_view, std::size_t> cases;
  for (std::size_t i = 0; i < suite.cases.size(); ++i) cases.emplace(suite.cases[i].id, i);
  references_.resize(units_.size());
  for (std::size_t unit = first_of_case_.front(); unit < units_.size(); ++unit) {
    for (const AssertionPtr& assertion : units_[unit].a_case->assertions) {
      for (const CaseReference& reference : assertion->references) {
        const auto known = cases.find(reference.case_id);
        if (known == cases.end()) continue;
        const auto other = unit_at(suite.cases[known->second], first_of_case_[known->second], units_[unit]);
        if (other) references_[unit].push_back(*other);
      }
    }
  }
}

std::vector<std::size_t> PlanLinks::bundles(const std::vector<bool>& taken) const {
  DisjointSets sets(units_.size());
  const auto join = [&](std::size_t a, std::size_t b) {
    if (taken[a] && taken[b]) sets.join(a, b);
  };
  for (const PlannedGroup& group : groups_) {
    for (const std::size_t member : group.members) join(group.members.front(), member);
  }
  for (std::size_t unit = 0; unit < references_.size(); ++unit) {
    for (const std::size_t other : references_[unit]) join(unit, other);
  }
  std::vector<std::size_t> firsts(units_.size());
  for (std::size_t unit = 0; unit < firsts.size(); ++unit) firsts[unit] = sets.find(unit);
  return firsts;
}

}  // namespace sightline

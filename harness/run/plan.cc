#include "run/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.h"
#include "base/text.h"

namespace sightline {

namespace {

const ModelSpec* find_model(const Project& project, const std::string& name) {
  auto found = std::ranges::find(project.models, name, &ModelSpec::name);
  return found == project.models.end() ? nullptr : &*found;
}

Repeat repeat_of(const Case& a_case, const std::optional<unsigned>& instead) {
  if (!instead) return a_case.repeat;
  const bool all_must_pass = a_case.repeat.pass >= a_case.repeat.n;
  return {.n = *instead, .pass = all_must_pass ? *instead : std::min(a_case.repeat.pass, *instead)};
}

template <typename Visit>
void for_each_unit(const Project& project, const std::vector<Suite>& suites, const Visit& visit) {
  for (const Suite& suite : suites) {
    for (const Case& a_case : suite.cases) {
      for (std::size_t prompt : a_case.prompts) {
        for (const std::string& model : a_case.models) {
          visit(PlannedUnit{.suite = &suite,
                            .a_case = &a_case,
                            .prompt = &suite.prompts[prompt],
                            .model = find_model(project, model),
                            .repeat = a_case.repeat});
        }
      }
    }
  }
}

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

}  // namespace

UnitId PlannedUnit::id() const {
  return {suite->name, a_case->id, prompt->name, model->name};
}

Expected<Plan> make_plan(const Project& project, const std::vector<Suite>& suites, const PlanOptions& options) {
  Plan plan;
  std::uint64_t selected = 0;
  std::uint64_t sequence = 0;
  for_each_unit(project, suites, [&](PlannedUnit unit) {
    unit.repeat = repeat_of(*unit.a_case, options.repeat);
    unit.sequence = sequence;
    sequence += unit.results();
    if (!options.selection.takes(unit.id(), unit.a_case->tags)) return;
    if (selected++ % options.shard.count != options.shard.index - 1) return;
    plan.results += unit.results();
    plan.units.push_back(unit);
  });
  if (selected == 0) return failure(nothing_selected(suites, options.selection));
  return plan;
}

Node request_params(const PlannedUnit& unit, const Node& overrides, unsigned repeat) {
  Node params = merged(merged(unit.model->params, unit.a_case->params), overrides);
  if (Node* seed = params.find("seed"); seed && seed->is_map()) {
    if (const Node* from = seed->find("from")) {
      *seed = Node(static_cast<std::int64_t>(from->number()) + static_cast<std::int64_t>(repeat));
    }
  }
  return params;
}

bool seeds_differ(const PlannedUnit& unit, const Node& overrides) {
  const Node params = merged(merged(unit.model->params, unit.a_case->params), overrides);
  const Node* seed = params.find("seed");
  return unit.repeat.n > 1 && seed != nullptr && seed->is_map() && seed->find("from") != nullptr;
}

}  // namespace sightline

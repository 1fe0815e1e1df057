#include "cli/given_run.h"

#include <algorithm>
#include <map>
#include <utility>

#include "cli/outcome_options.h"
#include "cli/trusted_project.h"
#include "cli/verb_options.h"

namespace sightline {

void add_given_options(VerbOptions& options, RunArguments& a) {
  options.add("--model", a.suites.models).one_at_a_time();
  options.add("--prompt", a.prompts).one_at_a_time();
  options.add("--case", a.cases).one_at_a_time();
  options.add("--tag", a.tags).one_at_a_time();
  options.add("--repeat", a.repeat).between(1, 1000);
  add_outcome_options(options, a);
  add_trust_options(options, a.suites);
}

Expected<RunRequest> read_given_request(RunArguments& arguments) {
  arguments.mode = mode_name(Mode::replay);  // Whatever $SIGHTLINE_MODE says.
  arguments.suites.sends_nothing = true;
  auto request = read_run_request(arguments);
  if (!request) return request;
  request->mode = Mode::answers;
  request->selection.models = arguments.suites.models;
  return request;
}

/// To all cases; those that share their settings go on to do so.
void add_models(Suite& suite, const std::vector<std::string>& models) {
  std::map<const void*, Shared<CaseSettings>> changed;
  for (Case& a_case : suite.cases) {
    const auto [known, is_new] = changed.try_emplace(a_case.settings.identity(), a_case.settings);
    if (is_new) {
      auto& own = known->second.own().models;
      own.insert(own.end(), models.begin(), models.end());
    }
    a_case.settings = known->second;
  }
}

std::vector<std::string> make_up_models(Session& session, const std::vector<std::string>& names) {
  std::vector<std::string> made_up;
  auto& models = session.project.models;
  for (const std::string& name : names) {
    if (std::ranges::find(models, name, &ModelSpec::name) != models.end()) continue;
    ModelSpec model;
    model.name = name;
    model.model = name;
    models.push_back(std::move(model));
    made_up.push_back(name);
  }
  if (made_up.empty()) return made_up;
  for (Suite& suite : session.suites) add_models(suite, made_up);
  return made_up;
}

std::vector<std::string> plain_names(const std::vector<std::string>& models) {
  std::vector<std::string> names;
  for (const std::string& name : models) {
    if (name.find_first_of("*?") == std::string::npos) names.push_back(name);
  }
  return names;
}

Expected<void> keep_answered(Plan& plan, const std::function<bool(const PlannedUnit&)>& has_answer) {
  keep_units(plan, has_answer);
  if (plan.units.empty()) return failure("none of the answers is one to a selected unit: there is nothing to score");
  return {};
}

}  // namespace sightline

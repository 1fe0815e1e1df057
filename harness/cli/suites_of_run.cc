#include "cli/suites_of_run.h"

#include <filesystem>

#include "cli/given_run.h"
#include "suite/load.h"

namespace sightline {

std::string path_from_here(const Files& files, const std::string& suite) {
  const auto project = find_project(files, ".");
  if (files.is_file(suite) || !project || !*project) return suite;
  const std::string path = (std::filesystem::path(**project).parent_path() / suite).string();
  return files.is_file(path) ? path : suite;
}

std::optional<Session> open_suites_of(const RunHeader& header, SuiteArguments arguments, const Files& files,
                                      Terminal& terminal) {
  if (arguments.suites.empty()) {
    for (const RunSuite& suite : header.suites) arguments.suites.push_back(path_from_here(files, suite.path));
  }
  std::vector<std::string> made_up;
  for (const RunModel& model : header.models) {
    if (model.base_url.empty()) made_up.push_back(model.name);
  }
  // Without a project, the run's first model is the one.
  if (arguments.models.empty() && !header.models.empty()) arguments.models.push_back(header.models.front().name);
  auto session = open_session(files, arguments, terminal);
  if (session) make_up_models(*session, made_up);
  return session;
}

}  // namespace sightline

#include "cli/gates_in_reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/run_gates.h"
#include "cli/suites_of_run.h"
#include "suite/load.h"

namespace sightline {

namespace {

void warn(Terminal& terminal, const std::string& what) {
  terminal.say("sightline: warning: " + what, Colour::warn);
}

/// The suites of the run that are there; of the others it is told that they are not.
std::vector<std::string> paths_in_reach(const RunHeader& header, const Files& files, Terminal& terminal) {
  std::vector<std::string> paths;
  for (const RunSuite& suite : header.suites) {
    const std::string path = path_from_here(files, suite.path);
    if (files.is_file(path)) {
      paths.push_back(path);
    } else {
      warn(terminal, fmt::format("suite '{}' ('{}') is not in reach: gates that it declares are not judged", suite.name,
                                 suite.path));
    }
  }
  return paths;
}

void tell_changed(const RunHeader& header, const Session& session, Terminal& terminal) {
  for (const Suite& suite : session.suites) {
    const auto then = std::ranges::find(header.suites, suite.name, &RunSuite::name);
    if (then == header.suites.end() || then->sha256 == suite.sha256) continue;
    warn(terminal, fmt::format("suite '{}' has another text than in the run: its gates are judged as they are declared "
                               "today",
                               suite.name));
  }
}

}  // namespace

std::optional<GatesInReach> gates_in_reach(const RunHeader& header, const Gate& over, const Files& files,
                                           Terminal& terminal) {
  const auto found = find_project(files, ".");
  const bool has_project = found && *found;
  if (!has_project) {
    warn(terminal, "no project (sightline.yaml) is in reach: gates that it declares are not judged");
  }
  const std::vector<std::string> paths = paths_in_reach(header, files, terminal);
  std::optional<Session> session;
  if (!paths.empty()) {
    session =
        open_suites_of(header, {.suites = paths, .models = {}, .base_url = "", .sends_nothing = true}, files, terminal);
  } else if (auto project = open_project(files, ".", terminal)) {
    session = Session{.project = std::move(*project), .suites = {}};
  }
  if (!session) return std::nullopt;
  tell_changed(header, *session, terminal);
  GatesInReach reach{.gates = declared_gates(*session, over), .session = std::move(*session), .secrets = {}};
  reach.secrets = live_secrets(reach.session.project);
  return reach;
}

}  // namespace sightline

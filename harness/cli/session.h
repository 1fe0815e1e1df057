#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "cli/terminal.h"
#include "model/suite.h"

namespace sightline {

/// What the verbs that read suites have in common: where, and which models.
struct SuiteArguments {
  std::vector<std::string> suites;  ///< Files, folders or patterns; empty: the project's.
  std::vector<std::string> models;  ///< --model
  std::string base_url;             ///< --base-url: in place of the models' own.
  bool allow_exec = false;          ///< --allow-exec: also where the project does not.
  bool allow_fork = false;          ///< --allow-fork: the project is believed in the build of a fork's pull request.
  /// Nothing will be sent: a project needs no model that can be reached, and `models` may name others than its own.
  bool sends_nothing = false;
};

/// A project with its suites, loaded without an error. Warnings have been said.
struct Session {
  Project project;
  std::vector<Suite> suites;
};

/// Loads what the arguments name. Where something is wrong, all of it has been said and nothing is returned.
/// `project_read` is called before the suites are read.
std::optional<Session> open_session(const Files& files, const SuiteArguments& arguments, Terminal& terminal,
                                    const std::function<void(const Project&)>& project_read = {});

/// The project whose folder is `folder` or above it; without a sightline.yaml its usual folders below `folder`.
std::optional<Project> open_project(const Files& files, const std::string& folder, Terminal& terminal);

/// `run` as users name one: a folder, a run.jsonl, or "latest". Gives the run's folder, for what needs all of a run. A
/// results.json is as good where the run's log stands beside it.
std::optional<std::string> resolve_run(const Files& files, const std::string& run, Terminal& terminal);

/// The same where the figures or the answers of a run are enough, so that a results.json will do wherever it lies: a
/// path for read_run_figures().
std::optional<std::string> resolve_results(const Files& files, const std::string& run, Terminal& terminal);

/// The values behind a project's api_key_env and header variables that stand in the environment now: what no file may
/// hold, in whatever mode, since prompts may hold them too.
std::vector<std::string> live_secrets(const Project& project);

std::string today();
/// The value of an environment variable, or nothing.
std::optional<std::string> environment_variable(const std::string& name);
bool in_ci();

}  // namespace sightline

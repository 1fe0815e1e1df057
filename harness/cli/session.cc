#include "cli/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/clock.h"
#include "base/privacy.h"
#include "base/secret_names.h"
#include "base/text.h"
#include "cli/trusted_project.h"
#include "process/core_dumps.h"
#include "run/endpoint.h"
#include "suite/load.h"

namespace sightline {

namespace {

std::string folder_of(const Files& files, const std::string& path) {
  if (files.is_directory(path)) return path;
  const std::string parent = std::filesystem::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

bool is_pattern(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

/// The suite files that one argument names.
Expected<std::vector<std::string>> suites_named(const Files& files, const std::string& argument) {
  if (files.is_directory(argument)) return glob(files, argument + "/*.yaml");
  if (is_pattern(argument)) return glob(files, argument);
  if (!files.is_file(argument)) return failure(fmt::format("there is no suite {}", sightline::quoted(argument)));
  return std::vector<std::string>{argument};
}

std::optional<std::vector<std::string>> find_suites(const Files& files, const Project& project,
                                                    const std::vector<std::string>& named, Terminal& terminal) {
  std::vector<std::string> arguments = named;
  if (arguments.empty()) {
    const std::string root = std::filesystem::proximate(project.root).string();
    for (const std::string& pattern : project.suites) {
      arguments.push_back(root == "." ? pattern : root + "/" + pattern);
    }
  }
  std::vector<std::string> paths;
  Errors errors;
  for (const std::string& argument : arguments) {
    auto found = suites_named(files, argument);
    if (!found) {
      errors.insert(errors.end(), found.error().begin(), found.error().end());
    } else if (found->empty()) {
      errors.push_back({.message = fmt::format("no suite fits {}", sightline::quoted(argument))});
    } else {
      for (std::string& path : *found) {
        if (std::ranges::find(paths, path) == paths.end()) paths.push_back(std::move(path));
      }
    }
  }
  terminal.errors(errors);
  if (!errors.empty()) return std::nullopt;
  return paths;
}

/// A project for `--model NAME --base-url URL` where there is no sightline.yaml.
std::optional<Project> ad_hoc_project(const Files& files, const std::string& folder, const SuiteArguments& arguments,
                                      Terminal& terminal) {
  if (arguments.models.empty() || (arguments.base_url.empty() && !arguments.sends_nothing)) {
    terminal.errors({{.message = fmt::format("no model; run `sightline init`, or give --model NAME{}",
                                             arguments.sends_nothing ? "" : " --base-url URL")}});
    return std::nullopt;
  }
  const auto root = files.canonical(folder);
  if (!root) return terminal.errors(root.error()), std::nullopt;
  ModelSpec model;
  model.name = arguments.models.front();
  model.model = model.name;
  model.base_url = arguments.base_url;
  return project_without_file(*root, std::move(model));
}

/// Errors: the URL carries what a run's header must not show.
Expected<void> override_base_url(Project& project, const std::string& base_url) {
  if (base_url.empty()) return {};
  if (url_holds_secret(base_url)) {
    return failure(
        "--base-url holds a user name, or a key in its query: whoever lists processes sees it, and runs show "
        "it; name the key's variable by the model's api_key_env or headers");
  }
  for (ModelSpec& model : project.models) model.base_url = base_url;
  return {};
}

std::optional<std::string> latest_run(const Files& files, Terminal& terminal) {
  const auto project = open_project(files, ".", terminal);
  if (!project) return std::nullopt;
  const std::string link = project->reports + "/latest";
  if (files.is_directory(link)) return link;
  terminal.errors({{.message = fmt::format("there is no latest run in '{}'",
                                           std::filesystem::proximate(project->reports).string())}});
  return std::nullopt;
}

std::nullopt_t no_run(const std::string& run, std::string_view forms, Terminal& terminal) {
  terminal.errors(
      {{.message = fmt::format("there is no run {}: give a {}, or 'latest'", sightline::quoted(run), forms)}});
  return std::nullopt;
}

/// What the process holds of a project is kept from others: private files, and keys in its memory.
void keep_secrets_of(const Project& project) {
  if (project.is_private) keep_files_private();
  if (!live_secrets(project).empty()) forbid_core_dumps();
}

/// What is made of a private run is private. A folder may hold a run's results alone.
std::optional<std::string> as_private(std::optional<std::string> run) {
  if (!run) return run;
  const bool is_folder = std::filesystem::is_directory(*run);
  const bool is_its =
      is_folder ? is_private(*run + "/run.jsonl") || is_private(*run + "/results.json") : is_private(*run);
  if (is_its) keep_files_private();
  return run;
}

std::optional<std::string> find_run(const Files& files, const std::string& run, Terminal& terminal) {
  if (run == "latest") return latest_run(files, terminal);
  if (files.is_directory(run)) {
    if (files.is_file(run + "/run.jsonl")) return run;
    terminal.errors({{.message = fmt::format("there is no run in {}: it holds no run.jsonl", sightline::quoted(run))}});
    return std::nullopt;
  }
  if (!files.is_file(run)) return no_run(run, "run's folder, its run.jsonl", terminal);
  const std::string folder = folder_of(files, run);
  const std::string name = std::filesystem::path(run).filename().string();
  if (name == "run.jsonl" || (name == "results.json" && files.is_file(folder + "/run.jsonl"))) return folder;
  if (!run.ends_with(".json")) return no_run(run, "run's folder, its run.jsonl", terminal);
  terminal.errors({{.message = fmt::format("{} holds results, but no run to go on from; name the run's folder",
                                           sightline::quoted(run))}});
  return std::nullopt;
}

}  // namespace

std::vector<std::string> live_secrets(const Project& project) {
  std::vector<std::string> values;
  for (NamedSecret& secret : known_secrets(project.models, environment_variable)) {
    values.push_back(std::move(secret.value));
  }
  return values;
}

std::string today() {
  return iso_date(SystemClock().wall());
}

std::optional<std::string> environment_variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value ? std::optional<std::string>(value) : std::nullopt;
}

bool in_ci() {
  const auto value = environment_variable("CI");
  return value && !value->empty() && *value != "false" && *value != "0";
}

std::optional<Session> open_session(const Files& files, const SuiteArguments& arguments, Terminal& terminal,
                                    const std::function<void(const Project&)>& project_read) {
  const std::string start = arguments.suites.empty() || is_pattern(arguments.suites.front())
                                ? "."
                                : folder_of(files, arguments.suites.front());
  auto found = find_project(files, start);
  if (!found) return terminal.errors(found.error()), std::nullopt;
  const LoadContext context{.files = files,
                            .today = today(),
                            .model_filter = arguments.sends_nothing ? std::vector<std::string>{} : arguments.models};
  Session session;
  if (*found) {
    auto loaded = load_project(context, **found);
    terminal.errors(loaded.diagnostics);
    if (!loaded.ok()) return std::nullopt;
    session.project = std::move(loaded.value);
    keep_secrets_of(session.project);
  } else {
    auto project = ad_hoc_project(files, start, arguments, terminal);
    if (!project) return std::nullopt;
    session.project = std::move(*project);
  }
  if (auto done = override_base_url(session.project, arguments.base_url); !done) {
    return terminal.errors(done.error()), std::nullopt;
  }
  believe_project(files, arguments, session.project, terminal);
  const auto paths = find_suites(files, session.project, arguments.suites, terminal);
  if (!paths) return std::nullopt;
  if (project_read) project_read(session.project);
  auto suites = load_suites(context, session.project, *paths);
  terminal.errors(suites.diagnostics);
  if (!suites.ok()) return std::nullopt;
  session.suites = std::move(suites.value);
  return session;
}

std::optional<Project> open_project(const Files& files, const std::string& folder, Terminal& terminal) {
  auto found = find_project(files, folder);
  if (!found) return terminal.errors(found.error()), std::nullopt;
  if (!*found) return project_without_file(folder, {});
  auto loaded = load_project({.files = files, .today = today(), .model_filter = {}}, **found);
  terminal.errors(loaded.diagnostics);
  if (!loaded.ok()) return std::nullopt;
  keep_secrets_of(loaded.value);
  return std::move(loaded.value);
}

std::optional<std::string> resolve_run(const Files& files, const std::string& run, Terminal& terminal) {
  return as_private(find_run(files, run, terminal));
}

std::optional<std::string> resolve_results(const Files& files, const std::string& run, Terminal& terminal) {
  if (run == "latest") return as_private(latest_run(files, terminal));
  if (files.is_directory(run) || files.is_file(run)) return as_private(run);
  return no_run(run, "run's folder, its run.jsonl, a results.json", terminal);
}

}  // namespace sightline

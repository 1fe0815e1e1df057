#include "cli/fixtures_folder.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/text.h"
#include "run/plan.h"
#include "suite/load.h"

namespace sightline {

namespace {

std::string shown(const std::string& folder) {
  return std::filesystem::proximate(folder).string();
}

bool has_project(const Files& files, const FixturesArguments& arguments, Terminal& terminal) {
  if (!arguments.suites.empty()) return true;
  const auto found = find_project(files, ".");
  if (!found) return terminal.errors(found.error()), false;
  if (*found) return true;
  terminal.errors({{.message = "there is no sightline.yaml here or above; name the folder with --fixtures DIR"}});
  return false;
}

std::optional<std::string> named_folder(const Files& files, const std::string& folder, Terminal& terminal) {
  if (files.is_directory(folder)) return folder;
  terminal.errors({{.message = fmt::format("there is no folder {}", sightline::quoted(folder))}});
  return std::nullopt;
}

void load(Files& files, const std::string& folder, OpenFixtures& opened, Terminal& terminal) {
  opened.folder = folder;
  opened.library = std::make_unique<Library>(files, folder);
  opened.broken = opened.library->load();
  terminal.errors(opened.broken);
}

/// Where suites are wrong, files may be too: all is told at once.
void tell_broken_files(Files& files, Terminal& terminal) {
  const auto path = find_project(files, ".");
  if (!path || !*path) return;
  const auto project = load_project({.files = files, .today = today(), .model_filter = {}}, **path);
  if (project.ok()) terminal.errors(Library(files, shown(project.value.fixtures)).load());
}

}  // namespace

std::optional<std::string> fixtures_folder(const Files& files, const FixturesArguments& arguments, Terminal& terminal) {
  if (!arguments.folder.empty()) return named_folder(files, arguments.folder, terminal);
  if (!has_project(files, arguments, terminal)) return std::nullopt;
  const auto project = open_project(files, ".", terminal);
  if (!project) return std::nullopt;
  return shown(project->fixtures);
}

std::optional<OpenFixtures> open_fixtures(Files& files, const FixturesArguments& arguments, Terminal& terminal) {
  OpenFixtures opened;
  if (!arguments.folder.empty()) {
    const auto folder = named_folder(files, arguments.folder, terminal);
    if (!folder) return std::nullopt;
    load(files, *folder, opened, terminal);
    return opened;
  }
  if (!has_project(files, arguments, terminal)) return std::nullopt;
  // Nothing is judged, so that no program is run, whatever suites say.
  const SuiteArguments suites{
      .suites = arguments.suites, .models = {}, .base_url = "", .allow_exec = true, .allow_fork = true};
  opened.session = open_session(files, suites, terminal);
  if (!opened.session) {
    tell_broken_files(files, terminal);
    return std::nullopt;
  }
  load(files, shown(opened.session->project.fixtures), opened, terminal);
  const auto plan = make_plan(opened.session->project, opened.session->suites, {});
  if (!plan) return terminal.errors(plan.error()), std::nullopt;
  opened.coverage = cover(*plan, *make_conversation_source(), *opened.library);
  return opened;
}

}  // namespace sightline

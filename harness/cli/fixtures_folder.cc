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
  std::optional<Plan> plan;
  if (arguments.folder.empty()) {
    if (!has_project(files, arguments, terminal)) return std::nullopt;
    opened.session = open_session(files, {.suites = arguments.suites, .models = {}, .base_url = ""}, terminal);
    if (!opened.session) return std::nullopt;
    auto made = make_plan(opened.session->project, opened.session->suites, {});
    if (!made) return terminal.errors(made.error()), std::nullopt;
    plan = std::move(*made);
    opened.folder = shown(opened.session->project.fixtures);
  } else {
    const auto folder = named_folder(files, arguments.folder, terminal);
    if (!folder) return std::nullopt;
    opened.folder = *folder;
  }
  opened.library = std::make_unique<Library>(files, opened.folder);
  opened.broken = opened.library->load();
  terminal.errors(opened.broken);
  if (plan) opened.coverage = cover(*plan, *make_conversation_source(), *opened.library);
  return opened;
}

}  // namespace sightline

#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "model/suite.h"
#include "suite/diagnosed.h"

namespace sightline {

/// What the loader needs of the world.
struct LoadContext {
  const Files& files;
  std::string today;                      ///< "2026-11-20": decides whether `until` has passed.
  std::vector<std::string> model_filter;  ///< --model; empty: what the suites say.
};

/// The project whose sightline.yaml is in `folder` or the nearest folder above it; nothing where there is none.
Expected<std::optional<std::string>> find_project(const Files& files, const std::string& folder);
/// Reads a sightline.yaml.
Diagnosed<Project> load_project(const LoadContext& context, const std::string& path);
/// A project without a file: one model, folders below `folder`.
Project project_without_file(const std::string& folder, ModelSpec model);

/// Reads suites (paths as the user wrote them) of one project; all diagnostics of all files. Suite names are unique.
/// Images are probed once each, assertions compiled, datasets and matrices expanded, variables checked.
Diagnosed<std::vector<Suite>> load_suites(const LoadContext& context, const Project& project,
                                          const std::vector<std::string>& paths);

/// Fills the prompts of suites that load_suites gave.
std::unique_ptr<ConversationSource> make_conversation_source();

/// JSON Schemas (2020-12) for editors, whole texts with their final line feed.
std::string suite_schema();
std::string project_schema();

/// Presets by name: base_url, api_key_env.
struct Preset {
  std::string name;
  std::string base_url;
  std::string api_key_env;
};
const std::vector<Preset>& provider_presets();

}  // namespace sightline

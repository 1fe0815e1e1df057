#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/files.h"
#include "suite/load.h"
#include "unit/suite/dump.h"

namespace sightline {

namespace {

namespace fs = std::filesystem;

constexpr const char* kToday = "2026-11-20";

std::vector<fs::path> folders_of(const std::string& outcome) {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(fs::path(SIGHTLINE_SOURCE_DIR) / "tests" / "suite" / outcome)) {
    folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

Diagnosed<Project> project_of(const LoadContext& context, const fs::path& folder) {
  const std::string file = (folder / "sightline.yaml").string();
  if (context.files.is_file(file)) return load_project(context, file);
  ModelSpec model;
  model.name = "vision";
  model.model = "example/vision-1";
  return {project_without_file(*context.files.canonical(folder.string()), model), {}};
}

/// What a load of a folder's project, and of all its suite*.yaml, gives.
struct Loaded {
  std::string values;
  Errors diagnostics;
};

Loaded load_folder(const fs::path& folder) {
  DiskFiles files;
  const LoadContext context{files, kToday, {}};
  auto project = project_of(context, folder);
  Loaded loaded{project.value.path.empty() ? "" : tests::dump(project.value), project.diagnostics};
  if (!project.ok()) return loaded;
  auto suites = load_suites(context, project.value, *glob(files, (folder / "suite*.yaml").string()));
  loaded.diagnostics.insert(loaded.diagnostics.end(), suites.diagnostics.begin(), suites.diagnostics.end());
  if (!suites.ok()) return loaded;
  for (const Suite& suite : suites.value) loaded.values += tests::dump(suite);
  return loaded;
}

/// Held against expected.txt; SIGHTLINE_UPDATE_GOLDEN=1 writes it instead, for the author to read.
void check_golden(const fs::path& folder, const std::string& text) {
  DiskFiles files;
  const std::string path = (folder / "expected.txt").string();
  if (std::getenv("SIGHTLINE_UPDATE_GOLDEN") != nullptr) REQUIRE(files.write_whole(path, text).has_value());
  const auto expected = files.read(path);
  REQUIRE(expected.has_value());
  CHECK(text == *expected);
}

}  // namespace

TEST_CASE("suites load into the values that their golden text shows") {
  for (const fs::path& folder : folders_of("ok")) {
    DYNAMIC_SECTION(folder.filename().string()) {
      const Loaded loaded = load_folder(folder);
      CHECK_FALSE(has_errors(loaded.diagnostics));
      check_golden(folder, loaded.values + render(loaded.diagnostics));
    }
  }
}

TEST_CASE("what is wrong with suites and projects is told as their golden text shows") {
  for (const fs::path& folder : folders_of("error")) {
    DYNAMIC_SECTION(folder.filename().string()) {
      const Loaded loaded = load_folder(folder);
      CHECK(has_errors(loaded.diagnostics));
      check_golden(folder, render(loaded.diagnostics));
    }
  }
}

}  // namespace sightline

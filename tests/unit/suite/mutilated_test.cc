#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/text.h"
#include "fakes/memory_files.h"
#include "suite/load.h"

namespace sightline {

namespace {

namespace fs = std::filesystem;

/// Puts the files of a golden folder below /p.
void put_all(fakes::MemoryFiles& files, const fs::path& folder) {
  const DiskFiles disk;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files.put("/p/" + fs::relative(entry.path(), folder).string(), disk.read(entry.path().string()).value());
  }
}

/// What stands in a line's place: nothing, or its key over a value of another kind.
std::vector<std::string> wounds_of(std::string_view line) {
  std::vector<std::string> wounds{""};
  const std::size_t colon = line.find(": ");
  if (colon == line.npos) return wounds;
  for (const char* value : {"[]", "{}", "{a: {b: 1}}", "7", "x", "~"}) {
    wounds.push_back(std::string(line.substr(0, colon + 2)) + value);
  }
  return wounds;
}

std::string with_line(const std::vector<std::string_view>& lines, std::size_t index, const std::string& instead) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += i == index ? instead : std::string(lines[i]);
    text += '\n';
  }
  return text;
}

/// Loads and renders; what counts is that both come to an end.
void load_all(const fakes::MemoryFiles& files) {
  const LoadContext context{files, "2026-11-20", {}};
  ModelSpec model;
  model.name = "vision";
  auto project = project_without_file("/p", model);
  if (files.is_file("/p/sightline.yaml")) {
    auto read = load_project(context, "/p/sightline.yaml");
    if (!read.ok()) return;
    project = std::move(read.value);
  }
  if (!files.is_file("/p/suite.yaml")) return;
  const auto suites = load_suites(context, project, {"/p/suite.yaml"});
  if (!suites.ok()) return;
  const auto source = make_conversation_source();
  for (const Suite& suite : suites.value) {
    for (const Case& a_case : suite.cases) {
      for (const std::size_t prompt : a_case.settings->prompts) {
        CHECK(source->conversation(suite, a_case, suite.prompts[prompt]).back().kind == Turn::Kind::model);
      }
    }
  }
}

/// The keys that lead to a line, its own last, or its text where it has none; nothing of a line that is blank.
class KeyPath {
 public:
  std::string of_next(std::string_view line) {
    const std::size_t column = line.find_first_not_of(" -");
    if (column == line.npos) return {};
    std::erase_if(keys_, [column](const auto& above) { return above.first >= column; });
    std::string path;
    for (const auto& [_, key] : keys_) path += key + '/';
    const std::string key(line.substr(column, line.find(':', column) - column));
    keys_.emplace_back(column, key);
    return path + key;
  }

 private:
  std::vector<std::pair<std::size_t, std::string>> keys_;
};

/// A value whose keys are among `known`, those of values of files of that name that were wounded, is only lost.
void wound_each_line(fakes::MemoryFiles& files, const std::string& path, std::set<std::string>& known) {
  if (!files.is_file(path)) return;
  const std::string text = files.text(path);
  if (!is_utf8(text)) return;
  const std::vector<std::string_view> lines = split(text, '\n');
  KeyPath keys;
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 40); ++i) {
    const std::string path_of_keys = keys.of_next(lines[i]);
    const bool is_new = lines[i].find(": ") != lines[i].npos && known.insert(path_of_keys).second;
    for (const std::string& wound : is_new ? wounds_of(lines[i]) : std::vector<std::string>{""}) {
      CAPTURE(path, i, wound);
      files.put(path, with_line(lines, i, wound));
      CHECK_NOTHROW(load_all(files));
    }
  }
  files.put(path, text);
}

}  // namespace

TEST_CASE("a suite or project with one line lost or changed is loaded or told of") {
  std::set<std::string> of_suites, of_projects;
  for (const char* outcome : {"ok", "error"}) {
    std::set<fs::path> folders;
    for (const auto& folder : fs::directory_iterator(fs::path(SIGHTLINE_SOURCE_DIR) / "tests/suite" / outcome)) {
      folders.insert(folder.path());
    }
    for (const fs::path& folder : folders) {
      CAPTURE(folder.filename().string());
      fakes::MemoryFiles files;
      put_all(files, folder);
      wound_each_line(files, "/p/suite.yaml", of_suites);
      wound_each_line(files, "/p/sightline.yaml", of_projects);
    }
  }
}

}  // namespace sightline

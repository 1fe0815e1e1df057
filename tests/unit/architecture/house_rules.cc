#include "house_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <regex>
#include <set>

#include "base/text.h"
#include "floors.h"

namespace sightline::architecture {
namespace {

constexpr std::size_t kMostLines = 300;

struct Include {
  std::size_t line = 0;
  bool in_quotes = false;
  std::string target;
};

std::optional<Include> include_in(std::string_view text, std::size_t line) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::match_results<std::string_view::const_iterator> found;
  if (!std::regex_search(text.begin(), text.end(), found, kInclude)) return std::nullopt;
  return Include{line, found[1].str() == "\"", found[2].str()};
}

std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> includes;
  std::size_t number = 0;
  for (const std::string_view line : split(file.text, '\n')) {
    if (auto include = include_in(line, ++number)) includes.push_back(std::move(*include));
  }
  return includes;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.find('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

int floor_of(const std::string& folder) {
  const auto found = std::find_if(kFloors.begin(), kFloors.end(), [&](const Floor& f) { return f.folder == folder; });
  return found == kFloors.end() ? 0 : found->number;
}

bool names(std::string_view folders, const std::string& folder) {
  return folders == "*" || folders.find(" " + folder + " ") != std::string_view::npos;
}

/// Standard headers of C++ have no ending; those of C have their C++ name in this house.
bool is_standard(const std::string& header) {
  return header.find('.') == std::string::npos;
}

const Library* library_of(const std::string& header) {
  const auto found = std::find_if(kLibraries.begin(), kLibraries.end(),
                                  [&](const Library& library) { return header.starts_with(library.header); });
  return found == kLibraries.end() ? nullptr : &*found;
}

bool is_posix(const std::string& header) {
  static const std::regex kPosix(
      "(sys/|net/|netinet/|arpa/|linux/)[a-z_]+\\.h|"
      "(dirent|dlfcn|fcntl|ftw|glob|netdb|poll|pthread|pwd|sched|semaphore|signal|spawn|"
      "strings|termios|time|unistd)\\.h");
  return std::regex_match(header, kPosix);
}

bool is_permitted(const std::string& file, const std::string& header) {
  return std::any_of(kPermits.begin(), kPermits.end(),
                     [&](const Permit& permit) { return permit.file == file && permit.header == header; });
}

/// The name of a class or struct whose definition begins a line, or "".
std::string type_defined_in(std::string_view line) {
  for (const std::string_view word : {"class ", "struct "}) {
    if (!line.starts_with(word) || line.find('{') == std::string_view::npos) continue;
    const std::string_view rest = line.substr(word.size());
    const std::string_view name = rest.substr(0, rest.find_first_of(" {<"));
    return name.find("::") == std::string_view::npos ? std::string(name) : "";
  }
  return "";
}

class Inspection {
 public:
  explicit Inspection(const std::vector<SourceFile>& files) : files_(files) {}

  std::vector<std::string> run() {
    for (const SourceFile& file : files_) {
      inspect_file(file);
      inspect_types(file);
      for (const Include& include : includes_of(file)) {
        if (include.in_quotes) {
          inspect_own(file, include);
        } else {
          inspect_library(file, include);
        }
      }
    }
    for (const SourceFile& file : files_) find_circle(file.path);
    return std::move(breaches_);
  }

 private:
  void complain(const SourceFile& file, std::size_t line, const std::string& what) {
    breaches_.push_back(fmt::format("harness/{}:{}: {}", file.path, line, what));
  }

  void inspect_file(const SourceFile& file) {
    static const std::regex kName("([a-z][a-z0-9_]*/)*[a-z][a-z0-9_]*\\.(cc|h)");
    if (!std::regex_match(file.path, kName)) complain(file, 1, "files are named in snake_case");
    const std::string folder = folder_of(file.path);
    if (!folder.empty() && floor_of(folder) == 0) complain(file, 1, "the folder " + folder + " has no floor");
    const auto lines = static_cast<std::size_t>(std::count(file.text.begin(), file.text.end(), '\n'));
    if (lines > kMostLines) {
      complain(file, lines, fmt::format("{} lines; a file has {} at most: split it by its reasons", lines, kMostLines));
    }
    const bool is_header = file.path.ends_with(".h");
    if (is_header && !file.text.starts_with("#pragma once\n")) complain(file, 1, "a header begins with #pragma once");
  }

  void inspect_own(const SourceFile& file, const Include& include) {
    includes_[file.path].push_back(include.target);
    const std::string from = folder_of(file.path);
    const std::string to = folder_of(include.target);
    if (from.empty() || from == to) return;
    if (floor_of(to) == 0) {
      return complain(file, include.line,
                      fmt::format("\"{}\" stands on no floor; write \"folder/file.h\"", include.target));
    }
    if (floor_of(to) < floor_of(from)) return;
    complain(file, include.line,
             fmt::format("{} (floor {}) includes {} (floor {}); a folder includes only floors below its own", from,
                         floor_of(from), include.target, floor_of(to)));
  }

  void inspect_library(const SourceFile& file, const Include& include) {
    const std::string folder = folder_of(file.path);
    const std::string& header = include.target;
    if (header == "nlohmann/json.hpp" && file.path.ends_with(".h")) {
      complain(file, include.line, "a header includes nlohmann/json.hpp, which costs 2 s a file; only .cc files do");
    }
    if (folder.empty()) return;
    if (const Library* library = library_of(header)) {
      if (names(library->folders, folder)) return;
      return complain(file, include.line, fmt::format("{} includes <{}>; only{}may", folder, header, library->folders));
    }
    if (is_standard(header) || is_permitted(file.path, header)) return;
    if (!is_posix(header)) {
      return complain(file, include.line, fmt::format("<{}> is no library of the house (floors.h names them)", header));
    }
    if (names(kTouchesTheSystem, folder)) return;
    complain(file, include.line,
             fmt::format("{} includes <{}>; only{}touch the system", folder, header, kTouchesTheSystem));
  }

  /// Two types of one name in two folders are one to the linker, which takes either's code for both.
  void inspect_types(const SourceFile& file) {
    if (!file.path.ends_with(".h")) return;
    const auto lines = split(file.text, '\n');
    std::string_view space;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].starts_with("namespace ")) space = lines[i];
      const std::string name = type_defined_in(lines[i]);
      if (name.empty()) continue;
      const auto [found, is_new] = types_.try_emplace(fmt::format("{} {}", space, name), file.path);
      if (is_new) continue;
      complain(file, i + 1,
               fmt::format("the type {} is also defined in harness/{}; rename one of them", name, found->second));
    }
  }

  /// Follows includes from `path` on; a file that is met while it is being followed closes a circle.
  void find_circle(const std::string& path) {
    if (followed_.contains(path)) return;
    const auto begin = std::find(trail_.begin(), trail_.end(), path);
    if (begin != trail_.end()) {
      std::vector<std::string> circle(begin, trail_.end());
      circle.push_back(path);
      breaches_.push_back(fmt::format("harness/{}:1: a circle of includes: {}", path, join(circle, " -> ")));
      return;
    }
    trail_.push_back(path);
    for (const std::string& target : includes_[path]) find_circle(target);
    trail_.pop_back();
    followed_.insert(path);
  }

  const std::vector<SourceFile>& files_;
  std::map<std::string, std::vector<std::string>> includes_;
  std::map<std::string, std::string> types_;  ///< The file that defines each.
  std::vector<std::string> trail_;
  std::set<std::string> followed_;
  std::vector<std::string> breaches_;
};

}  // namespace

std::vector<std::string> breaches(const std::vector<SourceFile>& files) {
  return Inspection(files).run();
}

}  // namespace sightline::architecture

#include "cli/run_folder.h"

#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <random>

#include "base/link_file.h"
#include "base/text.h"

namespace sightline {

namespace {

std::string compact_utc_time() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
  return text;
}

/// The digits of a commit, or "": the files of a .git folder may be links, or a stranger's, and hold anything.
std::string commit_in(std::string_view text) {
  const std::string_view digits = trimmed(text);
  const bool is_commit = (digits.size() == 40 || digits.size() == 64) &&
                         digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  return is_commit ? std::string(digits) : "";
}

/// The commit that a ref of a .git folder names, loose or packed.
std::string resolve_ref(const Files& files, const std::string& git, const std::string& ref) {
  if (!ref.starts_with("refs/") || ref.find("..") != std::string::npos) return "";
  if (auto loose = files.read(git + "/" + ref)) return commit_in(*loose);
  auto packed = files.read(git + "/packed-refs");
  if (!packed) return "";
  for (std::string_view line : split(*packed, '\n')) {
    if (line.ends_with(" " + ref)) return commit_in(line.substr(0, line.find(' ')));
  }
  return "";
}

/// "report.html.4711.tmp", "<sha256>.png.4711-3.tmp": the names under which whole files are written.
bool is_temporary(std::string_view name) {
  if (!name.ends_with(".tmp")) return false;
  name.remove_suffix(4);
  const std::size_t dot = name.rfind('.');
  return dot != std::string_view::npos && dot + 1 < name.size() &&
         name.find_first_not_of("0123456789-", dot + 1) == std::string_view::npos;
}

}  // namespace

std::string new_run_id(const std::string& suite_or_run) {
  std::random_device random;
  return fmt::format("{}-{}-{:04x}", compact_utc_time(), suite_or_run, random() & 0xffffu);
}

std::string free_run_id(const Files& files, const std::string& reports, const std::function<std::string()>& draw) {
  constexpr unsigned kMostDraws = 100;
  std::string id = draw();
  for (unsigned i = 1; i < kMostDraws && files.is_directory(reports + "/" + id); ++i) id = draw();
  return id;
}

Expected<void> remove_left_over(Files& files, const std::string& folder) {
  for (const std::string below : {"/images", "/images/thumbs"}) {
    if (!files.is_link(folder + below)) continue;
    return failure(fmt::format("{} is a link; put the folder itself there", quoted(folder + below, 300)));
  }
  for (const std::string below : {"", "/images", "/images/thumbs"}) {
    for (const std::string& name : files.list(folder + below).value_or(std::vector<std::string>{})) {
      if (is_temporary(name)) [[maybe_unused]]
        const auto ignored = files.remove(folder + below + "/" + name);
    }
  }
  return {};
}

Expected<void> make_run_folder(Files& files, const std::string& folder) {
  if (auto made = files.make_folders(folder); !made) return made;
  if (files.is_file(folder + "/run.jsonl")) {
    return failure(fmt::format("'{}' holds a run already; choose another --out, or finish it with --resume", folder));
  }
  return {};
}

Expected<void> point_latest(Files& files, const std::string& reports, const std::string& run_id) {
  return files.replace_link(reports + "/latest", run_id);
}

Expected<void> take_images(Files& files, const std::string& from, const std::string& folder) {
  for (const std::string below : {"/images", "/images/thumbs"}) {
    auto names = files.list(from + below).value_or(std::vector<std::string>{});
    std::erase(names, "thumbs");
    if (names.empty()) continue;
    if (auto made = files.make_folders(folder + below); !made) return made;
    for (const std::string& name : names) {
      const std::string file = fmt::format("{}/{}", below, name);
      if (auto taken = link_or_copy(from + file, folder + file); !taken) return taken;
    }
  }
  return {};
}

std::string git_commit(const Files& files, const std::string& root) {
  for (std::string folder = root; !folder.empty(); folder = folder.substr(0, folder.rfind('/'))) {
    const std::string git = folder + "/.git";
    auto head = files.read(git + "/HEAD");
    if (!head) continue;
    const std::string_view text = trimmed(*head);
    return text.starts_with("ref: ") ? resolve_ref(files, git, std::string(text.substr(5))) : commit_in(text);
  }
  return "";
}

}  // namespace sightline

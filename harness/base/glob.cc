#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/files.h"
#include "base/text.h"

namespace sightline {
namespace {

bool is_wild(std::string_view segment) {
  return segment.find_first_of("*?") != std::string_view::npos;
}

std::string beneath(const std::string& folder, std::string_view name) {
  if (folder.empty() || folder.back() == '/') return folder + std::string(name);
  return folder + "/" + std::string(name);
}

/// Walks the folders of one pattern, each once for each segment, however many ways `**` leads to it.
class Walk {
 public:
  Walk(const Files& files, std::string_view pattern, std::size_t most_folders)
      : files_(files), pattern_(pattern), most_folders_(most_folders), segments_(split(pattern, '/')) {
    const auto both_any = [](std::string_view a, std::string_view b) { return a == "**" && b == "**"; };
    segments_.erase(std::unique(segments_.begin(), segments_.end(), both_any), segments_.end());
  }

  Expected<void> enter(const std::string& folder, std::size_t depth) {
    const std::string_view segment = segments_[depth];
    if (segment == "**") return enter_any_depth(folder, depth);
    if (is_wild(segment)) return enter_matches(folder, depth);
    // The empty segment of "/a", of "a//b" and the end of "a/".
    const std::string path = segment.empty() ? (folder.empty() ? "/" : folder) : beneath(folder, segment);
    return take(path, depth);
  }

  std::vector<std::string> found;

 private:
  /// `path` matches the segments up to `depth`.
  Expected<void> take(const std::string& path, std::size_t depth) {
    if (depth + 1 < segments_.size()) return enter(path, depth + 1);
    if (files_.is_file(path)) found.push_back(path);
    return {};
  }

  Expected<void> enter_matches(const std::string& folder, std::size_t depth) {
    const auto names = new_names_in(folder, depth);
    if (!names) return tl::unexpected(names.error());
    const std::string_view segment = segments_[depth];
    for (const std::string& name : *names) {
      if (name.front() == '.' && segment.front() != '.') continue;
      if (!matches_wildcard(segment, name)) continue;
      if (auto done = take(beneath(folder, name), depth); !done) return done;
    }
    return {};
  }

  Expected<void> enter_any_depth(const std::string& folder, std::size_t depth) {
    if (looked_at_.contains({depth, folder})) return {};
    const auto names = new_names_in(folder, depth);
    if (!names) return tl::unexpected(names.error());
    const bool last = depth + 1 == segments_.size();
    if (!last) {
      if (auto done = enter(folder, depth + 1); !done) return done;
    }
    for (const std::string& name : *names) {
      const std::string path = beneath(folder, name);
      if (name.front() == '.') continue;
      if (last && files_.is_file(path)) found.push_back(path);
      if (!files_.is_directory(path) || is_link(folder, name)) continue;
      if (auto done = enter_any_depth(path, depth); !done) return done;
    }
    return {};
  }

  bool is_link(const std::string& folder, const std::string& name) const {
    const auto real_folder = files_.canonical(folder.empty() ? "." : folder);
    const auto real = files_.canonical(beneath(folder, name));
    return !real_folder || !real || *real != beneath(*real_folder, name);
  }

  /// What is in a folder; nothing where it was looked at for this segment before.
  Expected<std::vector<std::string>> new_names_in(const std::string& folder, std::size_t depth) {
    const std::string path = folder.empty() ? "." : folder;
    if (!looked_at_.emplace(depth, folder).second || !files_.is_directory(path)) return std::vector<std::string>{};
    if (looked_at_.size() > most_folders_) {
      return failure(fmt::format("{} leads through more than {} folders; name the folders that it is to look into",
                                 quoted(pattern_, 200), most_folders_));
    }
    return files_.list(path);
  }

  const Files& files_;
  const std::string_view pattern_;
  const std::size_t most_folders_;
  std::vector<std::string_view> segments_;
  std::set<std::pair<std::size_t, std::string>> looked_at_;
};

}  // namespace

Expected<std::vector<std::string>> glob(const Files& files, const std::string& pattern, std::size_t most_folders) {
  Walk walk(files, pattern, most_folders);
  if (auto done = walk.enter("", 0); !done) return tl::unexpected(done.error());
  std::sort(walk.found.begin(), walk.found.end());
  walk.found.erase(std::unique(walk.found.begin(), walk.found.end()), walk.found.end());
  return std::move(walk.found);
}

}  // namespace sightline

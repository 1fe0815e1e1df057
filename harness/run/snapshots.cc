#include "run/snapshots.h"

#include <fmt/format.h>

#include <utility>

#include "assertion/snapshot_name.h"
#include "base/text.h"

namespace sightline {
namespace {

/// Files that are kept: the repeats of a unit are judged near each other.
constexpr std::size_t kKept = 256;
/// The largest snapshot that is read.
constexpr std::size_t kMostBytes = 64u << 20;

}  // namespace

Snapshots::Snapshots(const Files& files, const Project& project, const std::vector<Suite>& suites)
    : files_(files), root_(project.root) {
  for (const Suite& suite : suites) {
    const std::size_t slash = suite.path.rfind('/');
    Place& place = places_[suite.name];
    place.folder = slash == std::string::npos ? "" : suite.path.substr(0, slash + 1);
    place.several = suite.prompts.size() > 1 || suite.own_models.size() > 1;
    if (suite.own_models.size() == 1) place.model = suite.own_models.front();
  }
}

Expected<ApprovedAnswer> Snapshots::approved(const UnitId& unit, const std::string& name) const {
  const auto place = places_.find(unit.suite);
  if (place == places_.end()) return failure(fmt::format("there is no suite {} to approve answers of", unit.suite));
  const auto& [folder, several, model] = place->second;
  // Another model, which --model brought in, has answers of its own.
  const bool is_other = !model.empty() && unit.model != model;
  ApprovedAnswer approved{folder + snapshot_file(unit, name, several || is_other), {}};
  auto text = read(root_ + "/" + approved.file);
  if (!text) return tl::unexpected(std::move(text.error()));
  approved.text = std::move(*text);
  return approved;
}

Expected<std::optional<std::string>> Snapshots::read(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  if (const auto known = texts_.find(path); known != texts_.end()) return known->second;
  if (texts_.size() >= kKept) texts_.clear();
  if (!files_.is_file(path)) return texts_[path] = std::nullopt;
  const auto target = files_.canonical(path);
  if (!target || !target->starts_with(root_ + "/")) {
    return failure(fmt::format("the snapshot '{}' lies outside of the project", path));
  }
  const auto size = files_.size(path);
  if (size && *size > kMostBytes) return failure(fmt::format("the snapshot '{}' is too large", path));
  auto bytes = files_.read(path);
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  if (!is_utf8(*bytes)) return failure(fmt::format("the snapshot '{}' is not UTF-8", path));
  return texts_[path] = snapshot_text(std::move(*bytes));
}

std::string snapshot_bytes(const std::string& text) {
  return text + "\n";
}

std::string snapshot_text(std::string bytes) {
  if (bytes.ends_with('\n')) bytes.pop_back();
  return bytes;
}

}  // namespace sightline

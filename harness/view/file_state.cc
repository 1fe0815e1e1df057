#include "view/file_state.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "base/file_lock.h"

namespace sightline {
namespace {

namespace fs = std::filesystem;

/// How long a log without a lock may rest before nobody is thought to write it: a slow model's answer takes a while.
constexpr std::chrono::seconds kRest{30};

bool is_own_file(const std::string& path) {
  std::error_code failed;
  return fs::symlink_status(path, failed).type() == fs::file_type::regular;
}

}  // namespace

std::optional<FileState> file_state(const std::string& path) {
  std::error_code failed;
  if (!is_own_file(path)) return std::nullopt;
  const std::uint64_t bytes = fs::file_size(path, failed);
  if (failed) return std::nullopt;
  const auto modified = fs::last_write_time(path, failed);
  if (failed) return std::nullopt;
  return FileState{bytes, static_cast<std::int64_t>(modified.time_since_epoch().count())};
}

std::string page_state(const std::string& run_folder) {
  std::string text;
  for (const char* name : {"run.jsonl", "compare.json", "trend.json"}) {
    const FileState state = file_state(run_folder + "/" + name).value_or(FileState{});
    text += fmt::format("{}.{}-", state.bytes, state.modified);
  }
  std::error_code failed;
  for (const char* name : {"images", "images/thumbs"}) {
    const auto changed = fs::last_write_time(run_folder + "/" + name, failed);
    text += failed ? "-" : fmt::format("{}-", changed.time_since_epoch().count());
  }
  return text;
}

bool is_locked(const std::string& run_folder) {
  const std::string lock = run_folder + "/.lock";
  return is_own_file(lock) && FileLock::is_held(lock);
}

bool is_being_written(const std::string& run_folder) {
  if (is_own_file(run_folder + "/.lock")) return is_locked(run_folder);
  std::error_code failed;
  const auto written = fs::last_write_time(run_folder + "/run.jsonl", failed);
  return !failed && fs::file_time_type::clock::now() - written < kRest;
}

}  // namespace sightline

#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sightline {

/// A file as the file system describes it: where one of the two is another, what is in it may be.
struct FileState {
  std::uint64_t bytes = 0;
  std::int64_t modified = 0;  ///< In whatever unit and from whatever epoch.
  friend bool operator==(const FileState&, const FileState&) = default;
};

/// Nothing where there is no regular file of that path, or a link in its place.
std::optional<FileState> file_state(const std::string& path);

/// All that a run's page is rendered from, as text that is another once any of it changed: its log, what stands beside
/// it, and its folders of images and thumbnails.
std::string page_state(const std::string& run_folder);

/// True where a process holds the run's lock.
bool is_locked(const std::string& run_folder);

/// True where somebody writes the run: its lock is held. Where no lock was ever made (a copy that is appended to), true
/// where the log was written to within the last half minute.
bool is_being_written(const std::string& run_folder);

}  // namespace sightline

#pragma once

#include <functional>
#include <string>

#include "base/files.h"
#include "runlog/runlog.h"

namespace sightline {

/// "20261120T093000Z-receipts-3f9a": UTC time, the suite's name or "run", four random hex digits.
std::string new_run_id(const std::string& suite_or_run);

/// The first of the drawn ids that no run of `reports` has: many runs may begin in one second.
std::string free_run_id(const Files& files, const std::string& reports, const std::function<std::string()>& draw);

/// Removes what a run that was killed left half written in its folder. Only for whoever holds the folder's lock. Error:
/// a folder of its images is a link, behind which nothing of a run lies; nothing is removed then.
Expected<void> remove_left_over(Files& files, const std::string& folder);

/// Makes the folder of a new run and points `latest` beside it at it. Errors: it exists and is not empty.
Expected<void> make_run_folder(Files& files, const std::string& folder);
Expected<void> point_latest(Files& files, const std::string& reports, const std::string& run_id);

/// Takes the images and thumbnails of another run's folder over into a run's folder, as second names where that can be.
Expected<void> take_images(Files& files, const std::string& from, const std::string& folder);

/// Commit of the work tree at `root` as its .git folder says, or "".
std::string git_commit(const Files& files, const std::string& root);

}  // namespace sightline

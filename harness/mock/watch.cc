#include "mock/watch.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

namespace sightline {

namespace fs = std::filesystem;

namespace {
constexpr int kMostFolders = 16;
}  // namespace

std::string folder_state(const std::string& folder) {
  std::vector<std::string> lines;
  std::error_code trouble;
  const auto options = fs::directory_options::skip_permission_denied | fs::directory_options::follow_directory_symlink;
  fs::recursive_directory_iterator entry(folder, options, trouble);
  for (; !trouble && entry != fs::recursive_directory_iterator(); entry.increment(trouble)) {
    // As deep as fixtures are read: a link may lead back to itself.
    if (entry.depth() >= kMostFolders) entry.disable_recursion_pending();
    const std::string path = entry->path().string();
    struct stat about {};
    if (!path.ends_with(".json") || ::stat(path.c_str(), &about) != 0) continue;
    lines.push_back(fmt::format("{} {} {} {}.{}\n", path, about.st_ino, about.st_size, about.st_mtim.tv_sec,
                                about.st_mtim.tv_nsec));
  }
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

FolderWatch::FolderWatch(std::string folder, std::string taken, std::chrono::milliseconds interval,
                         std::function<void()> on_change)
    : folder_(std::move(folder)),
      interval_(interval),
      on_change_(std::move(on_change)),
      taken_(std::move(taken)),
      thread_([this] { run(); }) {}

FolderWatch::~FolderWatch() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void FolderWatch::run() {
  std::string last = taken_;
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, interval_, [this] { return ending_; })) {
    lock.unlock();
    std::string now = folder_state(folder_);
    // Files that are still being written are left alone.
    if (now == last && now != taken_) {
      taken_ = now;
      on_change_();
    }
    last = std::move(now);
    lock.lock();
  }
}

}  // namespace sightline

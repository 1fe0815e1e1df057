#include "base/privacy.h"

#include <sys/stat.h>

#include <atomic>

namespace sightline {
namespace {

constexpr mode_t kOthers = 077;
std::atomic<bool> are_private = false;

}  // namespace

void keep_files_private() {
  // The mask is the process's and its children's: no writer can forget it, libraries' and programs' own among them.
  ::umask(kOthers);
  are_private = true;
}

bool files_are_private() {
  return are_private;
}

bool is_private(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && (info.st_mode & kOthers) == 0;
}

void keep_private(const std::string& path) {
  struct stat info {};
  if (!are_private || ::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return;
  if ((info.st_mode & kOthers) != 0) [[maybe_unused]]
    const int ignored = ::chmod(path.c_str(), info.st_mode & ~kOthers & 07777);
}

}  // namespace sightline

#pragma once

#include <string>

#include "base/error.h"

namespace sightline {

/// Holds a lock on a file for as long as the object lives; the system frees it when the process dies, however it dies.
class FileLock {
 public:
  /// Takes the lock of `path`, making the file where there is none. Errors: another process holds it.
  static Expected<FileLock> take(const std::string& path);
  /// True where a process holds the lock of `path`, on this machine or, where the file system tells, on another.
  static bool is_held(const std::string& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace sightline

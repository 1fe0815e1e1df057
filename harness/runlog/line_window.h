#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/files.h"
#include "runlog/run_index.h"

namespace sightline {

/// Lines of a log, read in large blocks: lines that are asked for one after the other mostly stand near each other.
class LineWindow {
 public:
  /// `files` must outlive the window. About `ahead` bytes are read from the line that is asked for on.
  LineWindow(const Files& files, std::string path, std::uint64_t ahead = std::uint64_t{512} << 10)
      : files_(&files), path_(std::move(path)), ahead_(ahead) {}
  /// True where the line's bytes are there already.
  bool holds(LineSpan span) const {
    return span.offset >= begin_ && span.offset + span.length <= begin_ + block_.size();
  }
  /// The bytes of a line, good until the next call.
  Expected<std::string_view> line(LineSpan span);

 private:
  const Files* files_;
  std::string path_;
  std::uint64_t ahead_ = 0;
  std::string block_;
  std::uint64_t begin_ = 0;
};

}  // namespace sightline

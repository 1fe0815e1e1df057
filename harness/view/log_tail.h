#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/files.h"

namespace sightline {

/// Looks again and again at a run.jsonl that grows, and reads each time what is new. A line that is not there whole is
/// waited for, without reading it at each look.
class LogTail {
 public:
  /// `files` must outlive it.
  LogTail(const Files& files, std::string path) : files_(files), path_(std::move(path)) {}
  /// Reads on; true where there was a new line. Where the log is shorter than it was, it is read anew. A log that
  /// cannot be read has nothing new.
  bool look();
  /// Repeats of units that are judged, each once.
  std::uint64_t results() const { return results_.size(); }
  /// Bytes of whole lines.
  std::uint64_t bytes() const { return offset_; }
  /// The log has a footer, and no result after it.
  bool has_footer() const { return has_footer_; }

 private:
  /// `piece` stands where was searched until now, and has the line feed before `end`.
  void take_until(std::uint64_t end, std::string_view piece);
  void take(std::string_view lines);
  void take_line(std::string_view line);
  void begin_anew();

  const Files& files_;
  std::string path_;
  std::uint64_t offset_ = 0;
  std::uint64_t searched_ = 0;                 ///< There is no line feed from the offset to here.
  std::unordered_set<std::uint64_t> results_;  ///< Hashes of the units with their repeats.
  bool has_footer_ = false;
};

}  // namespace sightline

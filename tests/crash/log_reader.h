#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sightline::crash {

/// A result as its line in run.jsonl tells it.
struct LoggedResult {
  std::string status;
  std::string key;   ///< Of its last exchange.
  std::string text;  ///< What was answered, "" for nothing.
};

/// run.jsonl read by what docs say of it, and by nothing of what the program reads it with.
struct ReadLog {
  bool has_header = false;
  bool is_finished = false;  ///< A footer stands behind the last result.
  std::size_t cut = 0;       ///< Lines that lack their end.
  /// By unit and repeat: the last line that tells of them.
  std::map<std::pair<std::string, unsigned>, LoggedResult> results;
  std::vector<std::string> troubles;
};

ReadLog read_log(const std::string& path);

}  // namespace sightline::crash

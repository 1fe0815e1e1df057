#pragma once

#include <optional>
#include <string>

#include "base/files.h"
#include "model/result.h"

namespace sightline {

/// The two ends of a run.jsonl, read without what lies between: logs are long, and a list of runs wants little of each.
struct LogEnds {
  RunHeader header;
  std::optional<RunFooter> footer;  ///< Nothing where the log's last line is none.
  std::string footer_line = {};     ///< Its text, without the line feed.
};

/// Errors: the file cannot be read; its first line is no header, is not there whole yet, or is of a newer format.
Expected<LogEnds> read_log_ends(const Files& files, const std::string& path);

}  // namespace sightline

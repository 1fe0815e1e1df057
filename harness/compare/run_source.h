#pragma once

#include <string>

#include "base/files.h"

namespace sightline {

/// What a RUN turned out to be.
struct RunSource {
  std::string path;     ///< A file.
  bool is_log = false;  ///< A run.jsonl; else it is to be read as a results.json.
};

/// `path` is a run's folder, or a file, which is told by how it begins, and by its name where it is a *.jsonl.
Expected<RunSource> run_source(const Files& files, const std::string& path);

}  // namespace sightline

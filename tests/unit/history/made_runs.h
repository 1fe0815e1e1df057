#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "fakes/memory_files.h"
#include "history/index.h"

namespace sightline::fakes {

/// A unit of a made-up run and how it came out; several of the same id are its repeats.
struct MadeUnit {
  std::string case_id;
  Status status = Status::passed;
  double score = 1;
  std::string model = "m";
  std::string suite = "s";
  std::string reason = {};
};

/// A reports folder in memory, and the index of it in a folder on the disk that is gone with the object.
class MadeRuns {
 public:
  MadeRuns();
  ~MadeRuns();
  MadeRuns(const MadeRuns&) = delete;
  MadeRuns& operator=(const MadeRuns&) = delete;

  /// Writes a run, the next day after the last one; without a footer where `footer` is nothing. Gives its header.
  void add(const std::string& folder, const std::vector<MadeUnit>& units, std::optional<RunFooter> footer = RunFooter{},
           RunHeader header = {});
  /// Writes the bytes of a log as they are.
  void put(const std::string& folder, const std::string& log);
  void drop(const std::string& folder);
  /// The logs as they are now; each change of one has another time.
  std::vector<RunFile> logs() const;
  Expected<History> read(const HistoryQuery& query = {}) const;
  std::string index_path() const { return (folder_ / ".history.sqlite").string(); }

  MemoryFiles files;

 private:
  std::filesystem::path folder_;
  std::vector<std::pair<std::string, std::int64_t>> times_;  ///< Of each run's folder.
  std::int64_t now_ = 0;
};

}  // namespace sightline::fakes

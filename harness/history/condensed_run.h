#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/files.h"
#include "history/trends.h"

namespace sightline {

/// A run.jsonl, as the file system describes it.
struct RunFile {
  std::string folder;  ///< The name of its folder beneath the reports folder.
  std::string path;
  std::uint64_t bytes = 0;
  std::int64_t modified = 0;  ///< In whatever unit and from whatever epoch; another number is another time.
};

struct CondensedUnit {
  UnitId id;
  UnitPoint point;  ///< Its `run` means nothing here.
};

/// What the index keeps of a run. Of a shard that is who it is, and nothing of what is in it.
struct CondensedRun {
  TrendRun run;
  std::vector<CondensedUnit> units;  ///< In plan order, without controls.
};

/// Errors: as RunReader's.
Expected<CondensedRun> condense(const Files& files, const RunFile& file);

}  // namespace sightline

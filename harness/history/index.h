#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "history/condensed_run.h"
#include "history/trends.h"

namespace sightline {

/// Where the index lies. It holds nothing that is not in the runs: it may be deleted at any time.
struct IndexPlace {
  std::string path;                           ///< Of its file on the disk, as shown to people.
  std::chrono::milliseconds patience{5'000};  ///< How long to wait for another process that writes it.
};

/// What to look at; patterns take `*` and `?`.
struct HistoryQuery {
  std::optional<std::string> cases = {};  ///< A case's id, "suite/case", or a whole unit's name: asks for units.
  std::optional<std::string> model = {};
  std::optional<std::string> prompt = {};
  std::optional<std::string> suite = {};  ///< Series are of single suites then.
  std::size_t last = 20;                  ///< Only the last so many runs that have any of it.
};

struct History {
  std::vector<TrendRun> runs;       ///< Oldest first: all that there are.
  std::size_t earlier = 0;          ///< Runs that have something of what was asked for, and are not among the last.
  std::vector<TrendSeries> series;  ///< Without `cases`.
  std::vector<UnitTrend> units;     ///< With `cases`: the ones that changed most often first.
  std::uint64_t shards = 0;         ///< Runs left out because they are shards.
  std::size_t read = 0;             ///< Runs whose log had to be read: they were new, or not as they had been.
  std::vector<std::string> notes;   ///< What became of the index, for people.
  Errors warnings;                  ///< Runs that cannot be read, and are left out.
};

/// Brings the index up to date with these runs, reading those whose log has changed, and looks into it. A broken index
/// is made anew; where it cannot be written, it is made in memory. Errors: a pattern that nothing in the runs fits.
Expected<History> read_history(const Files& files, const IndexPlace& place, const std::vector<RunFile>& runs,
                               const HistoryQuery& query);

}  // namespace sightline

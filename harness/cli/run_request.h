#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/run_arguments.h"
#include "model/result.h"
#include "report/report.h"
#include "run/budget.h"
#include "run/selection.h"

namespace sightline {

/// What `sightline run` was asked for, with every word of its command line understood.
struct RunRequest {
  Mode mode = Mode::replay;
  Selection selection;
  Shard shard;
  std::string shard_by;    ///< The run whose times balance the shards; empty: none.
  std::string shard_plan;  ///< Of the shard that is resumed; empty: any.
  Node params;
  std::optional<std::chrono::milliseconds> timeout;
  Limits limits;
  bool without_baseline = false;  ///< Nothing is compared, whatever the gates say.
  Gate gate;                      ///< Of --gate; over the project's and the suites'.
  std::vector<const ReportFormat*> formats;
  ImagesKept images = ImagesKept::full;
};

/// Errors: every argument that cannot be read, all at once. `only` of the selection is filled by its own reader.
Expected<RunRequest> read_run_request(const RunArguments& arguments);

/// Makes a request one that finishes the run of `header`: its mode and its shard, which the command line may name again
/// and not change. Errors: that run is not one that can go on, too.
Expected<void> continue_run(const RunHeader& header, const RunArguments& arguments, RunRequest& request);

/// The units that did not pass in a run, as read_run_figures() takes one.
Expected<std::set<UnitId>> failed_units(const Files& files, const std::string& path);

}  // namespace sightline

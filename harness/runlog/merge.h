#pragma once

#include <string>
#include <vector>

#include "runlog/shard_log.h"

namespace sightline {

/// What stands between shards and one whole run of them.
struct MergeTrouble {
  /// They are no shards of one run: each with what is wrong and where.
  Errors refused;
  /// What the whole run lacks: shards, and planned results of those there are. One sentence each.
  std::vector<std::string> missing;
};

/// Holds shards against each other: no shard twice, the same run (selection, suites, models, parameters, mode, seed,
/// major version of the tool, plan of the shards), and no unit in two of them.
MergeTrouble check_shards(const std::vector<ShardLog>& shards);

/// The header of the run that the shards, checked, are together: as if it had not been cut into them. Label, host and
/// commit are left out where they differ; id and command are the first shard's, for the caller to replace.
RunHeader merged_header(const std::vector<ShardLog>& shards);

/// Its footer, but for the gates and the exit code. Spent is the sum, the time that of the longest shard.
RunFooter merged_footer(const std::vector<ShardLog>& shards, const std::vector<std::string>& missing);

/// Copies all results, in plan order, each request once before the first result that names it. What is held in memory
/// grows with the number of lines only. Errors: a log cannot be read or written.
Expected<void> copy_results(std::vector<ShardLog>& shards, RunWriter& out);

}  // namespace sightline

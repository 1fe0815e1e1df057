#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runlog/line_window.h"
#include "runlog/run_index.h"
#include "runlog/runlog.h"

namespace sightline {

/// A run.jsonl as it is taken over into another: its lines are given as they stand, unread. Many may be open at a time:
/// beside the index each holds a window of 64 KB.
class ShardLog {
 public:
  /// `files` must outlive it. Errors are those of RunReader::open.
  static Expected<ShardLog> open(const Files& files, const std::string& folder);

  const std::string& folder() const { return folder_; }
  const RunHeader& header() const { return header_; }
  const std::optional<RunFooter>& footer() const { return footer_; }
  /// Its name among the shards of its run, "3/7".
  std::string name() const;

  /// In plan order, one for each repeat of a unit.
  const std::vector<RunIndex::Result>& results() const { return index_.results(); }
  std::uint64_t place_of(const RunIndex::Result& result) const { return index_.place_of(result); }
  /// The units that have a result.
  std::vector<UnitId> units() const;
  /// The line of a result, good until the next call.
  Expected<std::string_view> line(const RunIndex::Result& result) { return results_.line(result.line); }
  /// The body of a request; nothing where the log has none.
  Expected<std::optional<std::string>> request_body(const std::string& key);

 private:
  ShardLog(const Files& files, std::string folder, RunIndex index);

  std::string folder_;
  RunIndex index_;
  LineWindow results_;
  LineWindow requests_;
  RunHeader header_;
  std::optional<RunFooter> footer_;
};

}  // namespace sightline

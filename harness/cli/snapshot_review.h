#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "run/selection.h"
#include "runlog/runlog.h"

namespace sightline {

/// An answer that a run proposes for a snapshot, and the repeats that gave it.
struct ProposedAnswer {
  std::string text;
  std::vector<unsigned> repeats;
};

/// A snapshot that was not met: its file, and what the unit's repeats gave instead.
struct OpenSnapshot {
  std::string file;  ///< Relative to the project's folder.
  UnitId unit;
  std::vector<ProposedAnswer> answers;  ///< Each text once, in the order of the repeats.
  std::size_t judged_repeats = 0;       ///< Those that ended in no error.
  bool is_shared = false;               ///< Two snapshots of one case write to it.

  /// True where the repeats that were judged did not all give one answer.
  bool is_undecided() const;
};

/// The snapshots that a run did not meet, of the units that are selected, in plan order. Errors: no unit is.
Expected<std::vector<OpenSnapshot>> open_snapshots(const RunReader& run, const Selection& selection);

/// Whether a path that a run names may be written to: `…/snapshots/SUITE/NAME.txt` below the project's root, links
/// included.
bool is_snapshot_path(const Files& files, const std::string& root, const std::string& file);

}  // namespace sightline

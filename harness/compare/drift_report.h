#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compare/drift.h"

namespace sightline {

/// What came of sending recorded requests again.
struct DriftReport {
  struct Unit {
    UnitId id;
    std::vector<DriftFinding> findings;  ///< Empty: nothing differs.
  };
  struct NotCompared {
    UnitId id;
    std::string why;
  };
  std::vector<Unit> compared;
  std::vector<NotCompared> not_compared;
  std::uint64_t not_chosen = 0;                        ///< Recorded, but outside of the sample.
  std::uint64_t not_recorded = 0;                      ///< Units without a recording.
  std::map<std::string, std::uint64_t> other_sources;  ///< Recordings that were left out, by their source.
  std::string recorded_run;                            ///< Folder of the replayed run; empty where none was made.
  std::string live_run;
  std::uint64_t seed = 0;
  DriftRules rules;
  double spent = 0;  ///< USD
};

/// Units with a finding of that level, and of no graver one.
std::uint64_t units_at(const DriftReport& report, DriftLevel level);
/// True where anything differs that matters as much as `least`, or more.
bool drifted(const DriftReport& report, DriftLevel least);

/// For people: the findings by level, what was not compared, counts.
std::string drift_text(const DriftReport& report);
/// One JSON text with a final line feed.
std::string drift_json(const DriftReport& report);

}  // namespace sightline

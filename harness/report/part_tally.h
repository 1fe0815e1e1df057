#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "report/metric_tally.h"

namespace sightline {

/// Which metrics a part of a run tells.
enum class PartMetrics { all, means };

/// Sums up a part of a run. Of a unit it keeps a few numbers for each of its measures.
class PartTally {
 public:
  explicit PartTally(PartMetrics metrics) : which_(metrics) {}
  void add(const UnitSummary& unit, const UnitMeasures& measures);
  PartSummary finish(const ClusterNumbers& clusters);

 private:
  PartMetrics which_;
  PartSummary part_;
  Observations scores_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> repeats_;  ///< Units by (repeats, passed).
  std::map<std::string, MetricTally> metrics_;
};

}  // namespace sightline

#pragma once

#include <string>
#include <vector>

#include "report/part_tally.h"

namespace sightline {

/// Sums up one cell. Of an answer it keeps a few numbers: those that a percentile or a mean needs.
class CellTally {
 public:
  CellTally(std::string suite, std::string model, std::string prompt);
  /// A unit, `first` being its first repeat. A control, which has no measures, counts in the relations alone.
  void add(const UnitSummary& unit, const CaseResult& first, const UnitMeasures* measures);
  void add(const CaseResult& result);
  CellSummary finish(const ClusterNumbers& clusters);

 private:
  void add_cost(const CaseResult& result);

  CellSummary cell_;
  PartTally part_{PartMetrics::all};
  double cost_sum_ = 0;
  std::uint64_t costed_ = 0;  ///< Answers, those of controls too.
  bool cost_known_ = true;
  std::vector<double> latencies_ms_;
};

}  // namespace sightline

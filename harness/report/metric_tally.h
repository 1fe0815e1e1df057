#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "assertion/tally.h"
#include "report/unit_measures.h"

namespace sightline {

/// What a mean and its standard error are made of: 12 bytes a value.
class Observations {
 public:
  void add(double value, std::uint32_t cluster);
  /// `cluster_count` is above all numbers of clusters that were added.
  MeanEstimate estimate(std::uint32_t cluster_count) const { return mean_estimate(values_, clusters_, cluster_count); }

 private:
  std::vector<double> values_;
  std::vector<std::uint32_t> clusters_;
};

/// Puts the verdicts of one metric together.
class MetricTally {
 public:
  /// Adds the verdicts of one unit.
  void add(const UnitMetric& metric, std::uint32_t cluster);
  /// As add(), where only a mean is wanted: of other aggregates nothing is kept.
  void add_to_mean(const UnitMetric& metric, std::uint32_t cluster);
  /// Nothing where it is not defined, as a rate of nothing is, and where suites put it together in different ways.
  std::optional<MetricSummary> finish(std::uint32_t cluster_count);

 private:
  void note(const UnitMetric& metric);
  void fold(const UnitMetric::Found& found);
  std::optional<double> value();

  Aggregate aggregate_ = Aggregate::mean;
  std::uint64_t count_ = 0;
  bool is_mixed_ = false;
  Observations means_;               ///< Of units.
  std::vector<double> figures_;      ///< For min and p95.
  std::unique_ptr<TallyFold> fold_;  ///< For micro and corpus; made by the first verdict, which tells the kind.
};

}  // namespace sightline

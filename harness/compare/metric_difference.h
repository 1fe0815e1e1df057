#pragma once

#include <string>
#include <vector>

#include "compare/compare.h"
#include "compare/pair_slices.h"

namespace sightline {

/// A metric that both sides of a comparison have, by its number in each run.
struct ComparedMetric {
  std::string name;
  std::uint32_t base = 0;
  std::uint32_t candidate = 0;
};
std::vector<ComparedMetric> compared_metrics(const RunFigures& base, const RunFigures& candidate);

/// How the figures of a metric are put together in a suite of a run.
Aggregate aggregate_of(const RunHeader& header, const std::string& suite, const std::string& metric);

/// The difference of a metric over the pairs of a slice that have it on both sides. A mean is compared by units as
/// other means are; all else by recomputing it on resamples of clusters: interval and p value are then the bootstrap's,
/// and absent without one. Where resamples take long there are fewer of them, 200 at least, and where these would take
/// far too long, none. Nothing where no pair has it, or where the suites of the slice, or the two runs, put it together
/// in different ways. The margin is the options' part of the metric's whole (1, or 100); where it has none, 5 % of the
/// base.
std::optional<MeasureDifference> metric_difference(const PairSlice& slice, const ComparedMetric& metric,
                                                   const ComparedUnits& base, const ComparedUnits& candidate,
                                                   const CompareOptions& options);

}  // namespace sightline

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "stats/interval.h"

namespace sightline {

struct BootstrapOptions {
  std::uint64_t seed = 12345;
  std::uint32_t resamples = 2000;
  double confidence = 0.95;
};

struct BootstrapResult {
  double observed = 0;
  Interval interval;  ///< BCa (Efron 1987) where it can be computed, else percentile.
  bool bias_corrected = false;
  /// Two-sided, of "the statistic is 0", by the shifted null: (1 + #{|t* - t| >= |t|}) / (B + 1).
  double p = 1;
  std::uint32_t resamples = 0;  ///< Those that the statistic is defined on.
  std::uint64_t seed = 0;
};

/// How often each cluster was drawn in one resample; their sum is the number of clusters.
using ClusterCounts = std::span<const std::uint32_t>;

/// Resamples whole clusters with replacement and recomputes `statistic`, which may be any function of the counts (a
/// corpus metric of one run, or the difference of two on the same clusters: paired). It gives nothing where it is not
/// defined on a resample; such resamples count neither way. Called from one thread. The same seed gives the same draws
/// on every machine (Pcg64). Nothing where there are fewer than two clusters, where the statistic is undefined on the
/// sample itself or on every resample, where there are no resamples and where the confidence is not between 0 and 1.
/// The interval is BCa where leaving out any one cluster leaves the statistic defined, which is tried where there are
/// no more clusters than resamples.
std::optional<BootstrapResult> bootstrap(std::uint32_t cluster_count, const BootstrapOptions& options,
                                         const std::function<std::optional<double>(ClusterCounts)>& statistic);

/// The same for the mean of `values` (paired: of differences), in time proportional to the clusters a resample. The
/// values of a resample are those of the drawn clusters: their sum by their number. Clusters without a value are left
/// out.
std::optional<BootstrapResult> bootstrap_mean(std::span<const double> values, std::span<const std::uint32_t> clusters,
                                              std::uint32_t cluster_count, const BootstrapOptions& options);

}  // namespace sightline

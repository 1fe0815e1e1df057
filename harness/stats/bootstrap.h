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
  std::uint32_t resamples = 0;
  std::uint64_t seed = 0;
};

/// How often each cluster was drawn in one resample; their sum is the number of clusters.
using ClusterCounts = std::span<const std::uint32_t>;

/// Resamples whole clusters with replacement and recomputes `statistic`, which may be any function of the counts (a
/// corpus metric of one run, or the difference of two on the same clusters: paired). It gives nothing where it is not
/// defined on a resample; such resamples count neither way. Called from one thread. The same seed gives the same draws
/// on every machine. Nothing where there are fewer than two clusters or the statistic is undefined on the sample
/// itself.
std::optional<BootstrapResult> bootstrap(std::uint32_t cluster_count, const BootstrapOptions& options,
                                         const std::function<std::optional<double>(ClusterCounts)>& statistic);

/// The same for the mean of `values` (paired: of differences), in time proportional to the clusters a resample.
std::optional<BootstrapResult> bootstrap_mean(std::span<const double> values, std::span<const std::uint32_t> clusters,
                                              std::uint32_t cluster_count, const BootstrapOptions& options);

}  // namespace sightline

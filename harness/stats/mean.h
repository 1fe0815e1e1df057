#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "stats/interval.h"

namespace sightline {

/// A mean over clustered observations, and how sure it is.
struct MeanEstimate {
  std::uint64_t count = 0;     ///< Observations.
  std::uint64_t clusters = 0;  ///< Groups of observations that are not independent of each other (one image).
  double mean = 0;
  /// Cluster-robust; nothing where there are fewer than two clusters.
  std::optional<double> standard_error = {};
  std::optional<Interval> interval = {};  ///< Student's t with clusters - 1 degrees of freedom. Not clipped.
};

/// Means with the cluster-robust standard error sqrt(C/(C-1) · Σ_c (Σ_{i in c} (x_i - x̄))²) / n (Miller, arXiv
/// 2411.00640, with the finite-sample factor of Inspect's stderr(cluster=…)); where every cluster has one member it is
/// the usual sd/sqrt(n). `clusters` names each value's cluster by a number below `cluster_count`; the spans have the
/// same length. `values` are one per item: repeats of an item are averaged first. Of no values: all zero and absent.
MeanEstimate mean_estimate(std::span<const double> values, std::span<const std::uint32_t> clusters,
                           std::uint32_t cluster_count, double confidence = 0.95);

/// A test of whether the mean differs from `expected`: Student's t, two-sided and one-sided (H1: mean < expected).
struct MeanTest {
  double two_sided = 1;
  double below = 1;
};
/// Nothing where the standard error is absent. Where it is 0 the p values are 0 or 1 as the mean says.
std::optional<MeanTest> mean_test(const MeanEstimate& estimate, double expected);

}  // namespace sightline

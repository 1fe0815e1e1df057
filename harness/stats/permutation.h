#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "stats/bootstrap.h"

namespace sightline {

/// A test by turning signs: where nothing has changed, a cluster's differences could as well have the other sign.
struct PermutationTest {
  double two_sided = 1;  ///< Of a mean as far from 0 as the one observed, or farther.
  double below = 1;      ///< Of a mean as low (H1: it is below 0).
  bool is_exact = true;  ///< Every way to give out the signs was looked at; else `options.resamples` random ones.
};

/// Tests paired differences, all of a cluster turning together. Exact where at most 20 clusters differ from 0, else of
/// random signs that are the same for a seed: (1 + #{as extreme}) / (resamples + 1). Values and clusters as of
/// mean_estimate. Nothing of no values, and where random signs are needed but resamples are 0.
std::optional<PermutationTest> permutation_p(std::span<const double> values, std::span<const std::uint32_t> clusters,
                                             std::uint32_t cluster_count, const BootstrapOptions& options);

}  // namespace sightline

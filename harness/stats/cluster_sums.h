#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sightline {

/// What the values of one cluster add up to, as distances from an origin, and how many they are.
struct ClusterSum {
  double sum = 0;
  double size = 0;
};

/// Of the clusters that have a value, in the order of their numbers. Values and clusters as of mean_estimate.
std::vector<ClusterSum> cluster_sums(std::span<const double> values, std::span<const std::uint32_t> clusters,
                                     std::uint32_t cluster_count, double origin = 0);

}  // namespace sightline

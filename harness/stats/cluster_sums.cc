#include "stats/cluster_sums.h"

namespace sightline {

std::vector<ClusterSum> cluster_sums(std::span<const double> values, std::span<const std::uint32_t> clusters,
                                     std::uint32_t cluster_count, double origin) {
  std::vector<ClusterSum> sums(cluster_count);
  for (std::size_t i = 0; i < values.size(); ++i) {
    sums[clusters[i]].sum += values[i] - origin;
    ++sums[clusters[i]].size;
  }
  std::erase_if(sums, [](const ClusterSum& cluster) { return cluster.size == 0; });
  return sums;
}

}  // namespace sightline

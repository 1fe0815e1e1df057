#include "stats/mean.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/distribution.h"

namespace sightline {
namespace {

/// What adding up leaves of a sum that is 0, relative to what was added.
constexpr double kRoundingOfMean = 1e-14;

/// Adds up distances from the first value, so that the mean of equal values is that value to the last bit.
double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value - values.front();
  return values.front() + sum / static_cast<double>(values.size());
}

struct MeanCluster {
  double deviation = 0;  ///< Of its values from the mean.
  bool is_seen = false;
};

std::vector<MeanCluster> sums_around(double mean, std::span<const double> values,
                                     std::span<const std::uint32_t> clusters, std::uint32_t cluster_count) {
  std::vector<MeanCluster> sums(cluster_count);
  for (std::size_t i = 0; i < values.size(); ++i) {
    MeanCluster& sum = sums[clusters[i]];
    sum.deviation += values[i] - mean;
    sum.is_seen = true;
  }
  return sums;
}

double standard_error_of(const std::vector<MeanCluster>& sums, std::uint64_t clusters, std::uint64_t count) {
  double squares = 0;
  for (const MeanCluster& sum : sums) squares += sum.deviation * sum.deviation;
  const auto seen = static_cast<double>(clusters);
  return std::sqrt(seen / (seen - 1) * squares) / static_cast<double>(count);
}

double largest_of(std::span<const double> values) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return largest;
}

}  // namespace

MeanEstimate mean_estimate(std::span<const double> values, std::span<const std::uint32_t> clusters,
                           std::uint32_t cluster_count, double confidence) {
  if (values.empty()) return {};
  MeanEstimate estimate{.count = values.size(), .mean = mean_of(values)};
  const auto sums = sums_around(estimate.mean, values, clusters, cluster_count);
  estimate.clusters = static_cast<std::uint64_t>(std::ranges::count_if(sums, &MeanCluster::is_seen));
  if (estimate.clusters < 2) return estimate;
  double error = standard_error_of(sums, estimate.clusters, estimate.count);
  if (error <= kRoundingOfMean * largest_of(values)) error = 0;
  estimate.standard_error = error;
  if (!(confidence > 0 && confidence < 1)) return estimate;
  const auto dof = static_cast<double>(estimate.clusters - 1);
  const double half = error == 0 ? 0 : student_t_quantile((1 + confidence) / 2, dof) * error;
  estimate.interval = Interval{estimate.mean - half, estimate.mean + half};
  return estimate;
}

std::optional<MeanTest> mean_test(const MeanEstimate& estimate, double expected) {
  if (!estimate.standard_error || estimate.clusters < 2) return std::nullopt;
  const double difference = estimate.mean - expected;
  if (*estimate.standard_error == 0) {
    const bool is_same =
        std::abs(difference) <= kRoundingOfMean * std::max(std::abs(estimate.mean), std::abs(expected));
    if (is_same) return MeanTest{.two_sided = 1, .below = 1};
    return MeanTest{.two_sided = 0, .below = difference < 0 ? 0.0 : 1.0};
  }
  const auto dof = static_cast<double>(estimate.clusters - 1);
  const double t = difference / *estimate.standard_error;
  return MeanTest{.two_sided = 2 * student_t_cdf(-std::abs(t), dof), .below = student_t_cdf(t, dof)};
}

}  // namespace sightline

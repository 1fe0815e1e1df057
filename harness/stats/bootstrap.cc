#include "stats/bootstrap.h"

#include <algorithm>
#include <cmath>

#include "stats/cluster_sums.h"
#include "stats/distribution.h"
#include "stats/pcg64.h"
#include "stats/percentile.h"

namespace sightline {
namespace {

using Values = std::vector<double>;

constexpr double kRounding = 1e-12;

bool is_possible(std::size_t clusters, const BootstrapOptions& options) {
  return clusters >= 2 && options.resamples > 0 && options.confidence > 0 && options.confidence < 1;
}

/// As far as `observed` from it, and farther; what rounding takes off an equal distance does not count.
double p_of(double observed, const Values& replicates) {
  const double distance = std::abs(observed) * (1 - kRounding);
  const auto as_far = std::ranges::count_if(replicates, [&](double t) { return std::abs(t - observed) >= distance; });
  return static_cast<double>(1 + as_far) / static_cast<double>(1 + replicates.size());
}

/// How skewed the statistic is, of its values without one cluster each (Efron 1987, equation 6.6).
double acceleration_of(const Values& jackknife) {
  double mean = 0;
  for (const double value : jackknife) mean += value / static_cast<double>(jackknife.size());
  double squares = 0;
  double cubes = 0;
  for (const double value : jackknife) {
    const double below = mean - value;
    squares += below * below;
    cubes += below * below * below;
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

/// Where the observed value stands among the replicates, as a normal deviate; half of those that equal it, but for
/// rounding, are below. Infinite where it stands outside them.
double bias_of(double observed, const Values& replicates) {
  const double slack = std::abs(observed) * kRounding;
  double below = 0;
  for (const double t : replicates) below += t < observed - slack ? 1 : t <= observed + slack ? 0.5 : 0;
  return normal_quantile(below / static_cast<double>(replicates.size()));
}

struct Shares {
  double low;
  double high;
};

/// The shares of the replicates at which the ends of the BCa interval lie. Nothing where they are not defined.
std::optional<Shares> corrected(const Shares& plain, double bias, double acceleration) {
  const auto correct = [&](double share) {
    const double deviate = bias + normal_quantile(share);
    return normal_cdf(bias + deviate / (1 - acceleration * deviate));
  };
  const Shares shares{correct(plain.low), correct(plain.high)};
  if (!std::isfinite(bias) || !(shares.low < shares.high)) return std::nullopt;
  return shares;
}

/// `jackknife` is empty where there is none. Sorts the replicates.
BootstrapResult result_of(double observed, Values& replicates, const Values& jackknife,
                          const BootstrapOptions& options) {
  BootstrapResult result;
  result.observed = observed;
  result.p = p_of(observed, replicates);
  result.seed = options.seed;
  result.resamples = static_cast<std::uint32_t>(replicates.size());
  const double tail = (1 - options.confidence) / 2;
  Shares shares{tail, 1 - tail};
  if (!jackknife.empty()) {
    const auto better = corrected(shares, bias_of(observed, replicates), acceleration_of(jackknife));
    result.bias_corrected = better.has_value();
    if (better) shares = *better;
  }
  result.interval = {percentile(replicates, shares.low).value(), percentile(replicates, shares.high).value()};
  return result;
}

using Statistic = std::function<std::optional<double>(ClusterCounts)>;

/// Empty where it takes more evaluations than the bootstrap itself, or where the statistic is not defined.
Values jackknife_of(std::uint32_t clusters, const BootstrapOptions& options, const Statistic& statistic) {
  Values values;
  if (clusters > options.resamples) return values;
  std::vector<std::uint32_t> counts(clusters, 1);
  for (std::uint32_t& count : counts) {
    count = 0;
    const auto value = statistic(counts);
    count = 1;
    if (!value) return {};
    values.push_back(*value);
  }
  return values;
}

ClusterSum total_of(const std::vector<ClusterSum>& sums) {
  ClusterSum total;
  for (const ClusterSum& cluster : sums) {
    total.sum += cluster.sum;
    total.size += cluster.size;
  }
  return total;
}

/// But for the origin, which makes no difference to how skewed they are.
Values jackknife_of_mean(const std::vector<ClusterSum>& sums) {
  const ClusterSum total = total_of(sums);
  Values means;
  means.reserve(sums.size());
  for (const ClusterSum& cluster : sums) means.push_back((total.sum - cluster.sum) / (total.size - cluster.size));
  return means;
}

double resampled_mean(std::span<const ClusterSum> sums, Pcg64& random) {
  const auto count = static_cast<std::uint32_t>(sums.size());
  double sum = 0;
  double size = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const ClusterSum& drawn = sums[random.below(count)];
    sum += drawn.sum;
    size += drawn.size;
  }
  return sum / size;
}

}  // namespace

std::optional<BootstrapResult> bootstrap(std::uint32_t cluster_count, const BootstrapOptions& options,
                                         const Statistic& statistic) {
  if (!is_possible(cluster_count, options)) return std::nullopt;
  std::vector<std::uint32_t> counts(cluster_count, 1);
  const auto observed = statistic(counts);
  if (!observed) return std::nullopt;
  Pcg64 random(options.seed);
  Values replicates;
  for (std::uint32_t resample = 0; resample < options.resamples; ++resample) {
    std::ranges::fill(counts, 0U);
    for (std::uint32_t i = 0; i < cluster_count; ++i) ++counts[random.below(cluster_count)];
    if (const auto value = statistic(counts)) replicates.push_back(*value);
  }
  if (replicates.empty()) return std::nullopt;
  return result_of(*observed, replicates, jackknife_of(cluster_count, options, statistic), options);
}

std::optional<BootstrapResult> bootstrap_mean(std::span<const double> values, std::span<const std::uint32_t> clusters,
                                              std::uint32_t cluster_count, const BootstrapOptions& options) {
  // Distances from the first value, so that equal values have equal means to the last bit.
  const double origin = values.empty() ? 0 : values.front();
  const auto sums = cluster_sums(values, clusters, cluster_count, origin);
  if (!is_possible(sums.size(), options)) return std::nullopt;
  const ClusterSum total = total_of(sums);
  Pcg64 random(options.seed);
  Values replicates;
  replicates.reserve(options.resamples);
  for (std::uint32_t resample = 0; resample < options.resamples; ++resample) {
    replicates.push_back(origin + resampled_mean(sums, random));
  }
  return result_of(origin + total.sum / total.size, replicates, jackknife_of_mean(sums), options);
}

}  // namespace sightline

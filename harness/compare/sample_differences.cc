#include "compare/sample_differences.h"

#include <algorithm>
#include <cmath>

#include "stats/distribution.h"
#include "stats/mean.h"

namespace sightline {
namespace {

/// No mean of differences of rates or scores lies outside.
std::optional<Interval> clipped(const std::optional<Interval>& interval) {
  if (!interval) return std::nullopt;
  return Interval{std::max(interval->low, -1.0), std::min(interval->high, 1.0)};
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::optional<double> p_of_mean(const MeanEstimate& estimate) {
  if (estimate.clusters < 2) return std::nullopt;
  if (estimate.standard_error == 0.0) {
    return estimate.mean == 0 ? 1 : sign_test(static_cast<std::uint32_t>(estimate.clusters));
  }
  const auto test = mean_test(estimate, 0);
  return test ? std::optional(test->two_sided) : std::nullopt;
}

MeasureDifference difference_of(const PairedSample& sample, const MeanEstimate& estimate) {
  MeasureDifference told;
  told.pairs = sample.base.size();
  told.clusters = sample.cluster_count;
  if (sample.base.empty()) return told;
  told.base = mean(sample.base);
  told.candidate = mean(sample.candidate);
  told.difference = estimate.mean;
  told.standard_error = estimate.standard_error;
  return told;
}

MeanEstimate estimate_of(const PairedSample& sample, double confidence) {
  return mean_estimate(sample.differences(), sample.clusters, sample.cluster_count, confidence);
}

DiscordantPairs discordant_of(const PairedSample& sample) {
  DiscordantPairs pairs;
  for (std::size_t i = 0; i < sample.base.size(); ++i) {
    pairs.lost += sample.base[i] > sample.candidate[i] ? 1 : 0;
    pairs.gained += sample.base[i] < sample.candidate[i] ? 1 : 0;
  }
  return pairs;
}

std::optional<double> unpaired_p(double base, double candidate, double pairs) {
  if (pairs < 2) return std::nullopt;
  const double variance = (base * (1 - base) + candidate * (1 - candidate)) / (pairs - 1);
  if (variance <= 0) return std::nullopt;
  return 2 * normal_cdf(-std::abs(candidate - base) / std::sqrt(variance));
}

/// Tango's interval of counts that are scaled down to the number of clusters.
Interval scaled_interval(const MeasureDifference& told, double confidence) {
  const double scale = static_cast<double>(told.clusters) / static_cast<double>(told.pairs);
  return paired_share_interval(static_cast<double>(told.discordant->lost) * scale,
                               static_cast<double>(told.discordant->gained) * scale, static_cast<double>(told.clusters),
                               confidence);
}

/// Of differences that are all the same. Those without bounds tell nothing where they are few.
std::optional<Interval> interval_of_equals(double difference, std::uint32_t clusters, bool is_bounded,
                                           double confidence) {
  if (!is_bounded && sign_test(clusters) >= 1 - confidence) return std::nullopt;
  const double most = is_bounded ? unseen_share(clusters, confidence) : 0;
  return Interval{difference - most, difference + most};
}

}  // namespace

double sign_test(std::uint32_t clusters) {
  return mcnemar_test({.lost = clusters, .gained = 0}).two_sided;
}

double unseen_share(std::uint32_t clusters, double confidence) {
  return 1 - std::pow(1 - confidence, 1.0 / clusters);
}

MeasureDifference mean_difference(const PairedSample& sample, bool is_bounded, double confidence) {
  const MeanEstimate estimate = estimate_of(sample, confidence);
  MeasureDifference told = difference_of(sample, estimate);
  told.interval = estimate.interval;
  if (estimate.standard_error == 0.0) {
    told.interval = interval_of_equals(estimate.mean, sample.cluster_count, is_bounded, confidence);
  }
  if (is_bounded) told.interval = clipped(told.interval);
  told.p = p_of_mean(estimate);
  if (told.p) told.test = estimate.standard_error == 0.0 ? "sign test over clusters" : "t over clusters";
  return told;
}

MeasureDifference pass_rate_difference(const PairedSample& sample, double confidence) {
  const MeanEstimate estimate = estimate_of(sample, confidence);
  MeasureDifference told = difference_of(sample, estimate);
  told.discordant = discordant_of(sample);
  told.mcnemar = mcnemar_test(*told.discordant);
  if (told.pairs == 0) return told;
  told.unpaired_p = unpaired_p(*told.base, *told.candidate, static_cast<double>(told.pairs));
  if (sample.is_independent()) {
    told.interval = scaled_interval(told, confidence);
    told.p = told.mcnemar->two_sided;
    told.test = "McNemar, exact";
  } else if (estimate.interval) {
    const Interval scores = scaled_interval(told, confidence);
    told.interval =
        Interval{std::min(estimate.interval->low, scores.low), std::max(estimate.interval->high, scores.high)};
    told.p = p_of_mean(estimate);
    told.test = estimate.standard_error == 0.0 ? "sign test over clusters" : "t over clusters";
  }
  told.interval = clipped(told.interval);
  return told;
}

BootstrapOptions bootstrap_options(const CompareOptions& options, std::uint32_t clusters) {
  constexpr std::uint32_t kMany = 20'000;
  return {.seed = options.seed,
          .resamples = options.resamples.value_or(clusters > kMany ? 2'000 : 10'000),
          .confidence = options.confidence};
}

void add_bootstrap(MeasureDifference& told, const PairedSample& sample, const CompareOptions& options) {
  if (!options.bootstrap) return;
  told.bootstrap = bootstrap_mean(sample.differences(), sample.clusters, sample.cluster_count,
                                  bootstrap_options(options, sample.cluster_count));
}

}  // namespace sightline

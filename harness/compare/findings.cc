#include "compare/findings.h"

#include <algorithm>
#include <cmath>

#include "compare/paired_sample.h"
#include "stats/distribution.h"
#include "stats/power.h"

namespace sightline {
namespace {

/// No more are asked for: whoever needs a billion cases needs another question.
constexpr double kMostCases = 1e9;

Finding finding_of(const MeasureDifference& told, double confidence) {
  if (told.pairs < 2 || !told.interval) return Finding::cannot_tell;
  const Interval& interval = *told.interval;
  const bool is_nothing = interval.low == 0 && interval.high == 0;  // As of costs that are all 0, whose margin is 0.
  if (is_nothing || (interval.low > -told.margin && interval.high < told.margin)) return Finding::no_difference;
  const std::optional<double> p = told.adjusted_p ? told.adjusted_p : told.p;
  const bool is_clear = (interval.low > 0 || interval.high < 0) && p && *p < 1 - confidence;
  if (!is_clear) return Finding::cannot_tell;
  return (told.difference > 0) == told.higher_is_better ? Finding::better : Finding::worse;
}

/// Of clusters' differences. From the interval where there is no standard error, or an empty one.
std::optional<double> scatter_of(const MeasureDifference& told, double confidence) {
  const double clusters = static_cast<double>(told.clusters);
  if (told.standard_error && *told.standard_error > 0) return *told.standard_error * std::sqrt(clusters);
  if (told.standard_error && told.margin > 0 && told.interval && told.interval->high > told.interval->low) {
    return std::sqrt(1 - std::pow(1 - confidence, 1 / clusters));
  }
  if (!told.interval || told.interval->high <= told.interval->low) return std::nullopt;
  const double half = (told.interval->high - told.interval->low) / 2;
  return half / normal_quantile((1 + confidence) / 2) * std::sqrt(clusters);
}

/// Clusters with which the interval of the difference as it stands would leave 0 out, or lie within the margin.
double clusters_to_settle(const MeasureDifference& told) {
  const double off = std::abs(told.difference);
  const double half = std::max(told.interval->high - told.difference, told.difference - told.interval->low);
  const double wanted = std::max(off, told.margin - off);
  return static_cast<double>(told.clusters) * std::pow(half / wanted, 2);
}

std::optional<std::uint64_t> more_cases(const MeasureDifference& told, double scatter, const PowerOptions& power) {
  if (told.margin <= 0) return std::nullopt;
  const double clusters = static_cast<double>(told.clusters);
  const double needed = static_cast<double>(items_needed(told.margin, scatter, power));
  const double wanted = needed > clusters ? needed : clusters_to_settle(told);
  const double cases = (wanted - clusters) * static_cast<double>(told.pairs) / clusters;
  return static_cast<std::uint64_t>(std::clamp(std::ceil(cases), 1.0, kMostCases));
}

/// Rates and scores cannot differ by more than 1.
bool can_be(const MeasureDifference& told, double difference) {
  const UnitMeasure* measure = find_unit_measure(told.measure);
  const bool is_share =
      measure != nullptr && (measure->unit == MeasureUnit::share || measure->unit == MeasureUnit::score);
  return !is_share || difference <= 1;
}

}  // namespace

void judge_difference(MeasureDifference& told, double confidence) {
  told.finding = finding_of(told, confidence);
  if (told.pairs < 2 || !told.interval) return;
  const auto scatter = scatter_of(told, confidence);
  if (!scatter) return;
  const PowerOptions power{.alpha = 1 - confidence};
  const double least = minimum_detectable(told.clusters, *scatter, power);
  if (can_be(told, least)) told.minimum_detectable = least;
  if (told.finding == Finding::cannot_tell) told.more_cases = more_cases(told, *scatter, power);
}

}  // namespace sightline

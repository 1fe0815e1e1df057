#include "compare/metric_difference.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "compare/metric_side.h"
#include "compare/sample_differences.h"

namespace sightline {
namespace {

constexpr std::uint32_t kFewestResamples = 200;
/// Additions, by and large, that a bootstrap may take: a second or so; and how many times that is far too long.
constexpr double kMostSteps = 1e9;
constexpr double kTooMuch = 20;

std::vector<MetricEntry> entries_of(const UnitFigures& unit, std::uint32_t metric) {
  std::vector<MetricEntry> entries;
  for (const RepeatFigures& repeat : unit.repeats) {
    if (repeat.copy) continue;
    for (const MetricFigure& figure : repeat.metrics) {
      if (figure.metric == metric) {
        entries.push_back({.figure = &figure, .cluster_name = &unit.cluster, .repeat = repeat.repeat});
      }
    }
  }
  return entries;
}

double mean_score(const std::vector<MetricEntry>& entries) {
  double sum = 0;
  for (const MetricEntry& entry : entries) sum += entry.figure->score;
  return sum / static_cast<double>(entries.size());
}

/// Both sides of a metric: means by pair, and every verdict.
struct MetricPairs {
  PairedSample means;
  std::vector<MetricEntry> base;
  std::vector<MetricEntry> candidate;
  std::set<std::string_view> suites;
};

void append(std::vector<MetricEntry>& all, std::vector<MetricEntry> entries, std::uint32_t cluster,
            const std::string& cluster_name) {
  for (MetricEntry& entry : entries) {
    entry.cluster = cluster;
    entry.cluster_name = &cluster_name;
    all.push_back(entry);
  }
}

MetricPairs pairs_of(const PairSlice& slice, const ComparedMetric& metric) {
  MetricPairs pairs;
  DenseClusters clusters;
  for (const UnitPair* pair : slice.pairs) {
    std::vector<MetricEntry> before = entries_of(*pair->base, metric.base);
    std::vector<MetricEntry> now = entries_of(*pair->candidate, metric.candidate);
    if (before.empty() || now.empty()) continue;
    const std::uint32_t cluster = clusters.number_of(pair->cluster);
    pairs.means.base.push_back(mean_score(before));
    pairs.means.candidate.push_back(mean_score(now));
    pairs.means.clusters.push_back(cluster);
    append(pairs.base, std::move(before), cluster, pair->candidate->cluster);
    append(pairs.candidate, std::move(now), cluster, pair->candidate->cluster);
    pairs.suites.insert(pair->candidate->id.suite);
  }
  pairs.means.cluster_count = clusters.count();
  return pairs;
}

/// Nothing where it is put together in several ways.
std::optional<Aggregate> common_aggregate(const MetricPairs& pairs, const std::string& metric,
                                          const ComparedUnits& base, const ComparedUnits& candidate) {
  std::set<Aggregate> aggregates;
  for (const std::string_view suite : pairs.suites) {
    aggregates.insert(aggregate_of(base.run->header, std::string(suite), metric));
    aggregates.insert(aggregate_of(candidate.run->header, std::string(suite), metric));
  }
  return aggregates.size() == 1 ? std::optional(*aggregates.begin()) : std::nullopt;
}

std::optional<BootstrapResult> resampled(const MetricSide& base, const MetricSide& candidate, std::uint32_t clusters,
                                         const CompareOptions& options) {
  const double steps = std::max(base.steps() + candidate.steps(), 1.0);
  if (steps * kFewestResamples > kMostSteps * kTooMuch) return std::nullopt;
  BootstrapOptions drawn = bootstrap_options(options, clusters);
  drawn.resamples = static_cast<std::uint32_t>(
      std::min<double>(drawn.resamples, std::max<double>(kMostSteps / steps, kFewestResamples)));
  return bootstrap(clusters, drawn, [&](ClusterCounts counts) -> std::optional<double> {
    const auto before = base.value(counts);
    const auto now = candidate.value(counts);
    if (!before || !now) return std::nullopt;
    return *now - *before;
  });
}

std::optional<MeasureDifference> mean_metric(const PairedSample& means, const CompareOptions& options) {
  MeasureDifference told = mean_difference(means, true, options.confidence);
  told.margin = options.margin;
  add_bootstrap(told, means, options);
  return told;
}

/// A bootstrap of few clusters knows only what it has seen: p is no less than that of a sign test of so many, and
/// resamples that are all the same leave the interval as wide as clusters unlike them may make it.
void take_bootstrap(MeasureDifference& told, const BootstrapResult& found, std::optional<double> whole,
                    double confidence) {
  const auto clusters = static_cast<std::uint32_t>(told.clusters);
  const double least = sign_test(clusters);
  told.p = std::max(found.p, least);
  told.test = "bootstrap over clusters";
  if (found.interval.low < found.interval.high) {
    told.interval = found.interval;
  } else if (whole) {
    const double most = *whole * unseen_share(clusters, confidence);
    told.interval = Interval{told.difference - most, told.difference + most};
  } else if (least < 1 - confidence) {
    told.interval = found.interval;
  }
}

std::optional<MeasureDifference> whole_metric(MetricPairs pairs, Aggregate aggregate, const CompareOptions& options) {
  const std::uint32_t clusters = pairs.means.cluster_count;
  const auto base = metric_side(aggregate, std::move(pairs.base), clusters);
  const auto candidate = metric_side(aggregate, std::move(pairs.candidate), clusters);
  if (base == nullptr || candidate == nullptr || !base->observed() || !candidate->observed()) return std::nullopt;
  MeasureDifference told;
  told.base = base->observed();
  told.candidate = candidate->observed();
  told.difference = *told.candidate - *told.base;
  told.pairs = pairs.means.base.size();
  told.clusters = clusters;
  told.higher_is_better = base->higher_is_better();
  told.margin = base->whole() ? options.margin * *base->whole() : kRelativeMargin * std::abs(*told.base);
  if (options.bootstrap) told.bootstrap = resampled(*base, *candidate, clusters, options);
  if (told.bootstrap) take_bootstrap(told, *told.bootstrap, base->whole(), options.confidence);
  return told;
}

}  // namespace

std::vector<ComparedMetric> compared_metrics(const RunFigures& base, const RunFigures& candidate) {
  std::vector<ComparedMetric> metrics;
  for (std::uint32_t i = 0; i < candidate.metrics.size(); ++i) {
    const auto found = std::ranges::find(base.metrics, candidate.metrics[i]);
    if (found == base.metrics.end()) continue;
    metrics.push_back({.name = candidate.metrics[i],
                       .base = static_cast<std::uint32_t>(found - base.metrics.begin()),
                       .candidate = i});
  }
  std::ranges::sort(metrics, {}, &ComparedMetric::name);
  return metrics;
}

Aggregate aggregate_of(const RunHeader& header, const std::string& suite, const std::string& metric) {
  const auto found = std::ranges::find(header.suites, suite, &RunSuite::name);
  if (found == header.suites.end()) return Aggregate::mean;
  const auto declared = found->metrics.find(metric);
  return declared == found->metrics.end() ? Aggregate::mean : declared->second;
}

std::optional<MeasureDifference> metric_difference(const PairSlice& slice, const ComparedMetric& metric,
                                                   const ComparedUnits& base, const ComparedUnits& candidate,
                                                   const CompareOptions& options) {
  MetricPairs pairs = pairs_of(slice, metric);
  const auto aggregate = common_aggregate(pairs, metric.name, base, candidate);
  if (!aggregate) return std::nullopt;
  auto told = *aggregate == Aggregate::mean ? mean_metric(pairs.means, options)
                                            : whole_metric(std::move(pairs), *aggregate, options);
  if (told) told->measure = "metrics." + metric.name;
  return told;
}

}  // namespace sightline

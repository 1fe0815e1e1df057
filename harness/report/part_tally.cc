#include "report/part_tally.h"

namespace sightline {
namespace {

bool counts_for_the_pass_rate(Status status) {
  return status != Status::skipped && status != Status::xfailed;
}

/// What is expected to fail tells nothing of how often a model is right.
bool is_told_by_repeats(Status status) {
  return counts_for_the_pass_rate(status) && status != Status::xpassed;
}

using UnitsByRepeats = std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t>;

std::optional<RepeatedPasses> passes_among(std::uint64_t k, const UnitsByRepeats& units) {
  RepeatedPasses sums{.k = k};
  for (const auto& [repeats, count] : units) {
    const auto [n, passed] = repeats;
    if (n < k) continue;
    const auto weight = static_cast<double>(count);
    sums.units += count;
    sums.pass_at_k += weight * pass_at_k(n, passed, k).value_or(0);
    sums.pass_hat_k += weight * pass_hat_k(n, passed, k).value_or(0);
  }
  if (sums.units == 0) return std::nullopt;
  sums.pass_at_k /= static_cast<double>(sums.units);
  sums.pass_hat_k /= static_cast<double>(sums.units);
  return sums;
}

std::vector<RepeatedPasses> repeated_passes(const UnitsByRepeats& units) {
  std::vector<RepeatedPasses> all;
  while (const auto passes = passes_among(all.size() + 1, units)) all.push_back(*passes);
  return all;
}

std::optional<Stability> stability_of(const UnitsByRepeats& units) {
  std::vector<RepeatCount> each;
  for (const auto& [repeats, count] : units) {
    each.insert(each.end(), count, RepeatCount{.passed = repeats.second, .n = repeats.first});
  }
  return stability(each);
}

}  // namespace

void PartTally::add(const UnitSummary& unit, const UnitMeasures& measures) {
  part_.counts.add(unit.status);
  part_.counts.flaky += unit.flaky;
  static_cast<AnswerCounts&>(part_) += measures.answers;
  if (counts_for_the_pass_rate(unit.status)) scores_.add(measures.score, measures.cluster);
  if (is_told_by_repeats(unit.status) && measures.repeats.n > 1) {
    ++repeats_[{measures.repeats.n, measures.repeats.passed}];
  }
  for (const UnitMetric& metric : measures.metrics) {
    MetricTally& tally = metrics_[*metric.name];
    if (which_ == PartMetrics::all) {
      tally.add(metric, measures.cluster);
    } else {
      tally.add_to_mean(metric, measures.cluster);
    }
  }
}

PartSummary PartTally::finish(const ClusterNumbers& clusters) {
  part_.score = scores_.estimate(clusters.count());
  part_.repeated = repeated_passes(repeats_);
  part_.stability = stability_of(repeats_);
  for (auto& [name, tally] : metrics_) {
    if (auto metric = tally.finish(clusters.count())) part_.metrics[name] = *std::move(metric);
  }
  return std::move(part_);
}

}  // namespace sightline

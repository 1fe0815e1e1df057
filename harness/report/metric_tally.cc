#include "report/metric_tally.h"

#include <algorithm>

#include "stats/percentile.h"

namespace sightline {
namespace {

double mean_score(const std::vector<UnitMetric::Found>& verdicts) {
  double sum = 0;
  for (const UnitMetric::Found& found : verdicts) sum += found.verdict->score;
  return sum / static_cast<double>(verdicts.size());
}

bool is_folded(Aggregate aggregate) {
  return aggregate == Aggregate::micro || aggregate == Aggregate::corpus;
}

std::map<std::string, double> named_figures(const Node& figures) {
  std::map<std::string, double> named;
  if (!figures.is_map()) return named;
  for (const Node::Member& figure : figures.map()) named[figure.key] = figure.value.number();
  return named;
}

}  // namespace

void Observations::add(double value, std::uint32_t cluster) {
  values_.push_back(value);
  clusters_.push_back(cluster);
}

void MetricTally::note(const UnitMetric& metric) {
  is_mixed_ = is_mixed_ || (count_ > 0 && metric.aggregate != aggregate_);
  aggregate_ = metric.aggregate;
  count_ += metric.verdicts.size();
}

void MetricTally::add_to_mean(const UnitMetric& metric, std::uint32_t cluster) {
  note(metric);
  if (metric.aggregate == Aggregate::mean) means_.add(mean_score(metric.verdicts), cluster);
}

void MetricTally::add(const UnitMetric& metric, std::uint32_t cluster) {
  add_to_mean(metric, cluster);
  if (metric.aggregate == Aggregate::mean) return;
  for (const UnitMetric::Found& found : metric.verdicts) {
    const Verdict& verdict = *found.verdict;
    if (is_folded(metric.aggregate)) {
      fold(found);
    } else {
      figures_.push_back(metric.aggregate == Aggregate::p95 ? verdict.value.value_or(verdict.score) : verdict.score);
    }
  }
}

void MetricTally::fold(const UnitMetric::Found& found) {
  const Node* tally = found.verdict->evidence.find("tally");
  const Node* kind = tally == nullptr ? nullptr : tally->find("kind");
  if (kind == nullptr || !kind->is_string()) return;
  if (fold_ == nullptr) fold_ = tally_fold(kind->string(), aggregate_);
  if (fold_ != nullptr) fold_->add_repeat(*tally, found.result->cluster, found.result->repeat);
}

std::optional<double> MetricTally::value() {
  if (is_folded(aggregate_)) return fold_ == nullptr ? std::nullopt : fold_->value();
  if (figures_.empty()) return std::nullopt;
  return aggregate_ == Aggregate::p95 ? percentile(figures_, 0.95) : *std::ranges::min_element(figures_);
}

std::optional<MetricSummary> MetricTally::finish(std::uint32_t cluster_count) {
  // Suites that put it together differently have no figure in common.
  if (is_mixed_ || count_ == 0) return std::nullopt;
  MetricSummary metric{.count = count_, .aggregate = aggregate_};
  if (aggregate_ == Aggregate::mean) {
    metric.estimate = means_.estimate(cluster_count);
    metric.value = metric.estimate->mean;
    return metric;
  }
  const auto found = value();
  if (!found) return std::nullopt;
  metric.value = *found;
  if (fold_ != nullptr) metric.figures = named_figures(fold_->figures());
  return metric;
}

}  // namespace sightline

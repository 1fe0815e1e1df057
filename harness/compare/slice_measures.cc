#include "compare/slice_measures.h"

#include <cmath>
#include <map>
#include <utility>

#include "compare/sample_differences.h"
#include "stats/multiplicity.h"

namespace sightline {
namespace {

bool is_rate_or_score(const UnitMeasure& measure) {
  return measure.unit == MeasureUnit::share || measure.unit == MeasureUnit::score;
}

/// Most of a bootstrap's time is saved where scores are 0 or 1 and so differ as the statuses do.
struct LastBootstrap {
  PairedSample sample;
  std::optional<BootstrapResult> result;
};

void add_bootstrap_once(MeasureDifference& told, PairedSample sample, const CompareOptions& options,
                        LastBootstrap& last) {
  if (last.result && last.sample.clusters == sample.clusters && last.sample.differences() == sample.differences()) {
    told.bootstrap = last.result;
    return;
  }
  add_bootstrap(told, sample, options);
  last = {std::move(sample), told.bootstrap};
}

std::optional<MeasureDifference> unit_difference(const PairSlice& slice, const UnitMeasure& measure,
                                                 const CompareOptions& options, LastBootstrap& last) {
  const bool is_pass_rate = measure.name == "pass_rate";
  PairedSample sample = paired_sample(slice, measure);
  if (sample.base.empty() && !is_pass_rate) return std::nullopt;
  MeasureDifference told = is_pass_rate ? pass_rate_difference(sample, options.confidence)
                                        : mean_difference(sample, is_rate_or_score(measure), options.confidence);
  told.measure = measure.name;
  told.higher_is_better = measure.higher_is_better;
  told.margin = is_rate_or_score(measure) ? options.margin : kRelativeMargin * std::abs(told.base.value_or(0));
  if (is_pass_rate || measure.name == "score") add_bootstrap_once(told, std::move(sample), options, last);
  return told;
}

using Family = std::vector<MeasureDifference*>;

void adjust(const Family& family, const std::string& name,
            std::vector<double> (*adjusted)(std::span<const double> p_values)) {
  std::vector<double> p_values;
  for (const MeasureDifference* told : family) p_values.push_back(*told->p);
  const std::vector<double> adjusted_p = adjusted(p_values);
  for (std::size_t i = 0; i < family.size(); ++i) {
    family[i]->adjusted_p = adjusted_p[i];
    family[i]->adjustment = name;
  }
}

}  // namespace

std::vector<MeasureDifference> measures_of(const PairSlice& slice, const ComparedSides& sides,
                                           const CompareOptions& options) {
  std::vector<MeasureDifference> measures;
  LastBootstrap last;
  for (const UnitMeasure& measure : unit_measures()) {
    if (measure.name == "repeats_passed" && !has_repeats(slice)) continue;
    if (auto told = unit_difference(slice, measure, options, last)) measures.push_back(std::move(*told));
  }
  for (const ComparedMetric& metric : sides.metrics) {
    auto told = metric_difference(slice, metric, sides.base, sides.candidate, options);
    if (told) measures.push_back(std::move(*told));
  }
  return measures;
}

void adjust_for_many(std::vector<ComparedSlice>& slices) {
  Family cells;
  std::map<std::string, Family> exploratory;
  for (ComparedSlice& slice : slices) {
    if (slice.kind == ComparedSlice::Kind::all) continue;
    for (MeasureDifference& told : slice.measures) {
      if (!told.p) continue;
      const bool is_main = slice.kind == ComparedSlice::Kind::cell && told.measure == "pass_rate";
      (is_main ? cells : exploratory[told.measure]).push_back(&told);
    }
  }
  adjust(cells, "Holm", holm);
  for (const auto& [measure, family] : exploratory) adjust(family, "Benjamini-Hochberg", benjamini_hochberg);
}

}  // namespace sightline

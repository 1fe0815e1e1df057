#include "compare/slice_measures.h"

#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "compare/jobs.h"
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

std::vector<MeasureDifference> unit_differences(const PairSlice& slice, const CompareOptions& options) {
  std::vector<MeasureDifference> measures;
  LastBootstrap last;
  for (const UnitMeasure& measure : unit_measures()) {
    if (measure.name == "repeats_passed" && !has_repeats(slice)) continue;
    if (auto told = unit_difference(slice, measure, options, last)) measures.push_back(std::move(*told));
  }
  return measures;
}

/// What the jobs of one slice find, each in a place of its own.
struct Measuring {
  std::vector<MeasureDifference> units;
  std::vector<std::optional<MeasureDifference>> metrics;
};
using Jobs = std::vector<std::function<void()>>;

/// All arguments must outlive the jobs.
void add_jobs(Jobs& jobs, Measuring& measuring, const PairSlice& slice, const ComparedSides& sides,
              const CompareOptions& options) {
  jobs.emplace_back([&] { measuring.units = unit_differences(slice, options); });
  measuring.metrics.resize(sides.metrics.size());
  for (std::size_t i = 0; i < sides.metrics.size(); ++i) {
    jobs.emplace_back([&, i] {
      measuring.metrics[i] = metric_difference(slice, sides.metrics[i], sides.base, sides.candidate, options);
    });
  }
}

std::vector<MeasureDifference> measures_in(Measuring measuring) {
  for (auto& metric : measuring.metrics) {
    if (metric) measuring.units.push_back(std::move(*metric));
  }
  return std::move(measuring.units);
}

/// Whether the only cell is all there is: what was measured of all then holds for it too.
bool is_all(const PairSlice& slice, const std::vector<PairSlice>& slices) {
  return slice.told.kind == ComparedSlice::Kind::cell && slice.pairs.size() == slices.front().pairs.size();
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

std::vector<ComparedSlice> measured(const std::vector<PairSlice>& slices, const ComparedSides& sides,
                                    const CompareOptions& options) {
  CompareOptions of_tags = options;
  of_tags.bootstrap = false;
  std::vector<Measuring> measuring(slices.size());
  Jobs jobs;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    if (is_all(slices[i], slices)) continue;
    add_jobs(jobs, measuring[i], slices[i], sides, slices[i].told.kind == ComparedSlice::Kind::tag ? of_tags : options);
  }
  do_jobs(jobs);
  std::vector<ComparedSlice> told;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    told.push_back(slices[i].told);
    told.back().measures = is_all(slices[i], slices) ? told.front().measures : measures_in(std::move(measuring[i]));
  }
  return told;
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

#include "compare/paired_sample.h"

#include <algorithm>
#include <array>

#include "compare/fates.h"

namespace sightline {
namespace {

template <std::optional<double> RepeatFigures::*kFigure>
std::optional<double> mean_of(const UnitFigures& unit) {
  double sum = 0;
  std::size_t count = 0;
  for (const RepeatFigures& repeat : unit.repeats) {
    if (repeat.copy || !(repeat.*kFigure)) continue;
    sum += *(repeat.*kFigure);
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / static_cast<double>(count);
}

std::optional<double> pass_measure(const UnitFigures& unit) {
  return unit.status == Status::passed ? 1 : 0;
}

std::optional<double> score(const UnitFigures& unit) {
  const auto copies = std::ranges::count_if(unit.repeats, &RepeatFigures::copy);
  if (copies == 0) return unit.score;
  // The answer that they copy is not in this run.
  if (copies == std::ranges::ssize(unit.repeats)) return unit.repeats.front().score;
  double sum = 0;
  for (const RepeatFigures& repeat : unit.repeats) sum += repeat.copy ? 0 : repeat.score;
  return sum / static_cast<double>(std::ranges::ssize(unit.repeats) - copies);
}

std::optional<double> repeats_passed(const UnitFigures& unit) {
  const JudgedRepeats judged = judged_repeats(unit);
  if (judged.all == 0) return std::nullopt;
  return static_cast<double>(judged.passed) / static_cast<double>(judged.all);
}

constexpr std::array kMeasures{
    UnitMeasure{"pass_rate", "pass rate", MeasureUnit::share, true, pass_measure},
    UnitMeasure{"repeats_passed", "share of repeats passed", MeasureUnit::share, true, repeats_passed},
    UnitMeasure{"score", "score", MeasureUnit::score, true, score},
    UnitMeasure{"cost", "cost per case", MeasureUnit::dollars, false, mean_of<&RepeatFigures::cost>},
    UnitMeasure{"prompt_tokens", "prompt tokens per case", MeasureUnit::tokens, false,
                mean_of<&RepeatFigures::prompt_tokens>},
    UnitMeasure{"completion_tokens", "completion tokens per case", MeasureUnit::tokens, false,
                mean_of<&RepeatFigures::completion_tokens>},
    UnitMeasure{"latency_ms", "latency", MeasureUnit::milliseconds, false, mean_of<&RepeatFigures::latency_ms>},
};

}  // namespace

std::span<const UnitMeasure> unit_measures() {
  return kMeasures;
}

const UnitMeasure* find_unit_measure(std::string_view name) {
  const auto* found = std::ranges::find(kMeasures, name, &UnitMeasure::name);
  return found == kMeasures.end() ? nullptr : found;
}

std::vector<double> PairedSample::differences() const {
  std::vector<double> differences(base.size());
  for (std::size_t i = 0; i < base.size(); ++i) differences[i] = candidate[i] - base[i];
  return differences;
}

std::uint32_t DenseClusters::number_of(std::uint32_t cluster) {
  if (cluster >= numbers_.size()) numbers_.resize(cluster + std::size_t{1});
  if (numbers_[cluster] == 0) numbers_[cluster] = ++count_;
  return numbers_[cluster] - 1;
}

PairedSample paired_sample(const PairSlice& slice, const UnitMeasure& measure) {
  PairedSample sample;
  DenseClusters clusters;
  for (const UnitPair* pair : slice.pairs) {
    const auto before = measure.value(*pair->base);
    const auto now = measure.value(*pair->candidate);
    if (!before || !now) continue;
    sample.base.push_back(*before);
    sample.candidate.push_back(*now);
    sample.clusters.push_back(clusters.number_of(pair->cluster));
  }
  sample.cluster_count = clusters.count();
  return sample;
}

bool has_repeats(const PairSlice& slice) {
  const auto several = [](const UnitFigures& unit) { return judged_repeats(unit).all > 1; };
  return std::ranges::any_of(slice.pairs,
                             [&](const UnitPair* pair) { return several(*pair->base) || several(*pair->candidate); });
}

}  // namespace sightline

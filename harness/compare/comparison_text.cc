#include "compare/comparison_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "compare/measure_words.h"
#include "report/verdict.h"

namespace sightline {
namespace {

constexpr std::string_view kMetrics = "metrics.";
constexpr std::string_view kAbsent = "–";

/// How many pairs there are, and what they say, paired and not.
std::vector<std::string> evidence_parts(const MeasureDifference& rate) {
  std::vector<std::string> parts{
      fmt::format("{} in {}", counted(rate.pairs, "pair"), counted(rate.clusters, "cluster"))};
  if (rate.discordant) {
    parts.push_back(fmt::format("{} lost, {} gained", rate.discordant->lost, rate.discordant->gained));
  }
  if (rate.p && rate.unpaired_p) {
    parts.push_back(fmt::format("p {} paired, {} as two independent samples", p_text(rate.p), p_text(rate.unpaired_p)));
  }
  return parts;
}

/// The tests that were used, what was done about their number, and the bootstrap.
std::vector<std::string> test_parts(const Comparison& comparison) {
  std::set<std::string> tests;
  std::set<std::string> adjustments;
  std::string resamples;
  for (const ComparedSlice& slice : comparison.slices) {
    for (const MeasureDifference& measure : slice.measures) {
      if (!measure.test.empty()) tests.insert(measure.test);
      if (!measure.adjustment.empty()) adjustments.insert(measure.adjustment);
      if (measure.bootstrap) resamples = counted(measure.bootstrap->resamples, "resample");
    }
  }
  std::vector<std::string> parts(tests.begin(), tests.end());
  if (!adjustments.empty()) {
    const std::vector<std::string> names(adjustments.begin(), adjustments.end());
    parts.push_back("p of cells and tags adjusted for their number: " + join(names, ", "));
  }
  if (!resamples.empty()) parts.push_back(resamples);
  return parts;
}

}  // namespace

std::string percent_of(double share) {
  return fmt::format("{:.4g} %", share * 100);
}

std::string measure_name(const MeasureDifference& difference) {
  const std::string& measure = difference.measure;
  return measure.starts_with(kMetrics) ? measure.substr(kMetrics.size()) : MeasureWords(difference).noun();
}

std::string side_text(const MeasureDifference& difference, const std::optional<double>& value) {
  return value ? MeasureWords(difference).value(value) : std::string(kAbsent);
}

std::string difference_text(const MeasureDifference& difference) {
  if (!difference.base || !difference.candidate) return std::string(kAbsent);
  return MeasureWords(difference).difference();
}

std::string interval_text(const MeasureDifference& difference) {
  return difference.interval ? MeasureWords(difference).interval() : std::string(kAbsent);
}

std::string p_text(const std::optional<double>& p) {
  if (!p) return std::string(kAbsent);
  return *p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", *p);
}

std::string told_p(const MeasureDifference& difference) {
  return p_text(difference.adjusted_p ? difference.adjusted_p : difference.p);
}

std::string slice_name(const ComparedSlice& slice) {
  switch (slice.kind) {
    case ComparedSlice::Kind::all:
      return "all";
    case ComparedSlice::Kind::cell:
      return slice.prompt.empty() ? slice.model : slice.prompt + ", " + slice.model;
    case ComparedSlice::Kind::tag:
      return "tag " + slice.tag;
  }
  return "";
}

const ComparedSlice* whole_of(const Comparison& comparison) {
  const auto found = std::ranges::find(comparison.slices, ComparedSlice::Kind::all, &ComparedSlice::kind);
  return found == comparison.slices.end() ? nullptr : &*found;
}

std::uint64_t fate_count(const Comparison& comparison, UnitFate fate) {
  const ComparedSlice* whole = whole_of(comparison);
  if (whole == nullptr) return 0;
  const auto found = whole->fates.find(fate);
  return found == whole->fates.end() ? 0 : found->second;
}

std::string side_name(const ComparedRun& run, Comparison::Axis axis) {
  if (axis == Comparison::Axis::models) return run.model;
  if (axis == Comparison::Axis::prompts) return run.prompt;
  const std::string& name = run.label.empty() ? run.id : run.label;
  if (name.empty() || name == run.path) return run.path;
  return fmt::format("{} ({})", name, run.path);
}

std::string told_sentence(const std::string& sentence) {
  std::string text = sentence;
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  if (!text.empty() && std::string_view(".!?").find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

std::vector<const ComparedSlice*> cells_of(const Comparison& comparison) {
  std::vector<const ComparedSlice*> cells;
  for (const ComparedSlice& slice : comparison.slices) {
    if (slice.kind == ComparedSlice::Kind::cell && !slice.measures.empty()) cells.push_back(&slice);
  }
  if (cells.size() == 1 && whole_of(comparison) != nullptr) cells.clear();
  return cells;
}

std::vector<std::string> method_parts(const Comparison& comparison) {
  const ComparedSlice* whole = whole_of(comparison);
  const MeasureDifference* rate = whole == nullptr || whole->measures.empty() ? nullptr : &whole->measures.front();
  std::vector<std::string> parts;
  if (rate != nullptr) parts = evidence_parts(*rate);
  for (const std::string& part : test_parts(comparison)) parts.push_back(part);
  parts.push_back(fmt::format("seed {}", comparison.seed));
  parts.push_back(fmt::format("confidence {}", percent_of(comparison.confidence)));
  parts.push_back(fmt::format("margin {:.4g} points", comparison.margin * 100));
  if (rate != nullptr && rate->minimum_detectable) {
    parts.push_back(fmt::format("these cases find a difference of {} or more with power 80 %",
                                MeasureWords(*rate).minimum_detectable()));
  }
  return parts;
}

}  // namespace sightline

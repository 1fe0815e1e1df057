#include "compare/comparison_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "report/verdict.h"

namespace sightline {
namespace {

constexpr std::string_view kMetrics = "metrics.";
constexpr std::string_view kAbsent = "–";

/// How figures are told.
struct Style {
  double scale = 1;
  int decimals = 0;  ///< 0: four digits that say something.
  std::string_view before = "";
  std::string_view behind = "";
};

Style side_style(std::string_view measure) {
  if (measure == "pass_rate") return {.scale = 100, .decimals = 1, .behind = " %"};
  if (measure == "score") return {.decimals = 3};
  if (measure == "cost") return {.before = "$"};
  if (measure == "latency_ms") return {.behind = " ms"};
  return {};
}

Style difference_style(std::string_view measure) {
  if (measure == "pass_rate" || measure == "score") return {.scale = 100, .decimals = 1, .behind = " points"};
  return side_style(measure);
}

/// Zero has no sign, whatever was rounded to it.
std::string unsigned_zero(std::string text) {
  const bool says_something = text.find_first_of("123456789n") != std::string::npos;
  return text.starts_with('-') && !says_something ? text.substr(1) : text;
}

/// No exponents for people, where they would be short without.
std::string digits(double value, const Style& style) {
  if (style.decimals > 0) return unsigned_zero(fmt::format("{:.{}f}", value * style.scale, style.decimals));
  const double size = std::abs(value);
  if (size >= 1000) return fmt::format("{:.0f}", value);
  const std::string text = fmt::format("{:.4g}", value);
  if (text.find('e') == std::string::npos || size < 1e-8) return unsigned_zero(text);
  return fmt::format("{:.{}f}", value, 1 - static_cast<int>(std::floor(std::log10(size))));
}

enum class Plus { told, left_out };

/// With its sign before the currency: "-$0.10".
std::string figure_text(double value, const Style& style, Plus plus) {
  const std::string text = digits(value, style);
  const bool minus = text.starts_with('-');
  const std::string_view size = std::string_view(text).substr(minus ? 1 : 0);
  const bool is_nothing = size.find_first_of("123456789in") == std::string_view::npos;
  const std::string_view sign = minus ? "-" : plus == Plus::told && !is_nothing ? "+" : "";
  return fmt::format("{}{}{}{}", sign, style.before, size, style.behind);
}

std::string percent_of(double share) {
  return fmt::format("{:.4g} %", share * 100);
}

}  // namespace

std::string measure_name(const MeasureDifference& difference) {
  const std::string& measure = difference.measure;
  if (measure.starts_with(kMetrics)) return measure.substr(kMetrics.size());
  if (measure == "latency_ms") return "latency";
  std::string name = measure;
  std::ranges::replace(name, '_', ' ');
  return name;
}

std::string side_text(const MeasureDifference& difference, const std::optional<double>& value) {
  return value ? figure_text(*value, side_style(difference.measure), Plus::left_out) : std::string(kAbsent);
}

std::string difference_text(const MeasureDifference& difference) {
  if (!difference.base || !difference.candidate) return std::string(kAbsent);
  return figure_text(difference.difference, difference_style(difference.measure), Plus::told);
}

std::string interval_text(const MeasureDifference& difference) {
  if (!difference.interval) return std::string(kAbsent);
  Style style = difference_style(difference.measure);
  style.behind = "";
  return fmt::format("{} to {}", figure_text(difference.interval->low, style, Plus::told),
                     figure_text(difference.interval->high, style, Plus::told));
}

std::string size_text(const MeasureDifference& difference, double size) {
  return figure_text(std::abs(size), difference_style(difference.measure), Plus::left_out);
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

std::vector<std::string> method_parts(const Comparison& comparison) {
  std::vector<std::string> parts;
  std::set<std::string> tests;
  const BootstrapResult* bootstrap = nullptr;
  for (const ComparedSlice& slice : comparison.slices) {
    for (const MeasureDifference& measure : slice.measures) {
      if (!measure.test.empty()) tests.insert(measure.test);
      if (!measure.adjustment.empty()) tests.insert("p adjusted by " + measure.adjustment);
      if (measure.bootstrap && bootstrap == nullptr) bootstrap = &*measure.bootstrap;
    }
  }
  const ComparedSlice* whole = whole_of(comparison);
  const MeasureDifference* rate = whole == nullptr || whole->measures.empty() ? nullptr : &whole->measures.front();
  if (rate != nullptr) {
    parts.push_back(fmt::format("{} in {}", counted(rate->pairs, "pair"), counted(rate->clusters, "cluster")));
  }
  parts.insert(parts.end(), tests.begin(), tests.end());
  if (bootstrap != nullptr) parts.push_back(counted(bootstrap->resamples, "resample"));
  parts.push_back(fmt::format("seed {}", comparison.seed));
  parts.push_back(fmt::format("confidence {}", percent_of(comparison.confidence)));
  parts.push_back(fmt::format("margin {:.4g} points", comparison.margin * 100));
  if (rate != nullptr && rate->minimum_detectable) {
    parts.push_back(fmt::format("these cases find a difference of {} with power 80 %",
                                size_text(*rate, *rate->minimum_detectable)));
  }
  return parts;
}

}  // namespace sightline

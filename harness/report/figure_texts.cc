#include "report/figure_texts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/verdict.h"
#include "runlog/record_names.h"
#include "stats/interval.h"

namespace sightline {
namespace {

/// " (0.300 to 1.000)" of scores, which lie within 0 and 1. Where no two differ the interval is empty, and would
/// promise too much.
std::string score_interval(const MeanEstimate& score) {
  if (!score.interval || score.standard_error == 0.0) return "";
  return fmt::format(" ({:.3f} to {:.3f})", std::max(score.interval->low, 0.0), std::min(score.interval->high, 1.0));
}

void add_trouble(std::vector<std::string>& texts, const char* what, std::uint64_t count, std::uint64_t of,
                 const char* noun) {
  if (count == 0) return;
  texts.push_back(fmt::format("{}: {} of {}, {}", what, count, counted(of, noun), rate_text(count, of)));
}

}  // namespace

std::string percent_text(double share) {
  return fmt::format("{:.1f} %", share * 100);
}

std::string rate_text(std::uint64_t count, std::uint64_t of) {
  const Interval interval = wilson_interval(count, of);
  return fmt::format("{} (95 % interval {:.1f} to {:.1f})",
                     percent_text(static_cast<double>(count) / static_cast<double>(of)), interval.low * 100,
                     interval.high * 100);
}

std::string score_text(const MeanEstimate& score) {
  return fmt::format("{:.3f}{}", score.mean, score_interval(score));
}

std::string metric_text(const MetricSummary& metric) {
  const auto figure = [](double value) { return fmt::format("{:.4g}", value); };
  if (metric.estimate) {
    return fmt::format("{}{}, {} of {}", figure(metric.value), score_interval(*metric.estimate),
                       name_of(metric.aggregate), counted(metric.estimate->count, "unit"));
  }
  std::vector<std::string> others;
  for (const auto& [name, value] : metric.figures) others.push_back(name + " " + figure(value));
  const std::string beside = others.empty() ? "" : fmt::format(" ({})", join(others, ", "));
  return fmt::format("{}, {} of {}{}", figure(metric.value), name_of(metric.aggregate), metric.count, beside);
}

std::vector<std::string> trouble_texts(const PartSummary& part) {
  std::vector<std::string> texts;
  add_trouble(texts, "error", part.counts.error, part.counts.judged(), "unit");
  add_trouble(texts, "unparsed", part.unparsed, part.answers, "answer");
  add_trouble(texts, "truncated", part.truncated, part.answers, "answer");
  add_trouble(texts, "refused", part.refused, part.answers, "answer");
  return texts;
}

std::string repeated_text(const PartSummary& part) {
  if (part.repeated.empty()) return "";
  const RepeatedPasses& one = part.repeated.front();
  const RepeatedPasses& most = part.repeated.back();
  const std::string fewer =
      most.units == one.units ? "" : fmt::format(", {} of them with {} repeats", most.units, most.k);
  return fmt::format("pass@1 {}, pass@{} {}, pass^{} {} ({}{})", percent_text(one.pass_at_k), most.k,
                     percent_text(most.pass_at_k), most.k, percent_text(most.pass_hat_k), counted(one.units, "unit"),
                     fewer);
}

}  // namespace sightline

#include "compare/measure_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "compare/paired_sample.h"
#include "report/verdict.h"

namespace sightline {
namespace {

/// Digits behind the point with which a figure of this size is told to four places.
int digits_for(double size) {
  if (size <= 0 || !std::isfinite(size)) return 3;
  return std::clamp(3 - static_cast<int>(std::floor(std::log10(size))), 0, 8);
}

double rounded(double value, int digits) {
  const double scale = std::pow(10.0, digits);
  return std::round(value * scale) / scale;
}

/// With its sign; what is rounded to 0 has a plus.
std::string with_sign(double value, int digits) {
  std::string text = fmt::format("{:+.{}f}", value, digits);
  if (text.find_first_of("123456789") == std::string::npos) text[0] = '+';
  return text;
}

std::string short_number(double value) {
  return number_text(rounded(value, value < 1 ? 3 : 1));
}

std::string fates_text(const std::map<UnitFate, std::uint64_t>& fates, std::uint64_t pairs) {
  std::string text;
  for (const UnitFate fate : {UnitFate::newly_failing, UnitFate::fixed, UnitFate::flaky}) {
    const auto found = fates.find(fate);
    const std::uint64_t count = found == fates.end() ? 0 : found->second;
    if (count == 0 && fate == UnitFate::flaky) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, fate_name(fate));
  }
  return fmt::format("{} of {}", text, pairs);
}

std::string cannot_tell_text(const MeasureDifference& told, const MeasureWords& words) {
  if (told.pairs == 0) return "no unit was judged on both sides";
  if (told.pairs == 1) return "a single case is too few";
  if (told.clusters < 2) return "all cases are of one cluster";
  if (!told.interval) return told.p ? "these cases are too few" : "it takes the bootstrap to tell";
  if (!told.more_cases) return "the interval is too wide";
  const std::string now = told.minimum_detectable ? words.minimum_detectable() + " or more" : "none can be seen";
  return fmt::format("{} more case{} needed to see a difference of {} (now {})", *told.more_cases,
                     *told.more_cases == 1 ? "" : "s", words.margin(), now);
}

std::string beginning(const MeasureDifference& told, const MeasureWords& words) {
  switch (told.finding) {
    case Finding::no_difference:
      return fmt::format("no difference beyond {}: ", words.margin());
    case Finding::cannot_tell:
      return fmt::format("cannot tell: {}; ", cannot_tell_text(told, words));
    case Finding::worse:
    case Finding::better:
      break;
  }
  return fmt::format("{}: ", finding_name(told.finding));
}

std::string cells_text(const Comparison& comparison) {
  std::string text;
  for (const Finding finding : {Finding::worse, Finding::better}) {
    std::size_t cells = 0;
    std::size_t count = 0;
    for (const ComparedSlice& slice : comparison.slices) {
      if (slice.kind != ComparedSlice::Kind::cell || slice.measures.empty()) continue;
      ++cells;
      if (slice.measures.front().finding == finding) ++count;
    }
    if (cells > 1 && count > 0) text += fmt::format("; {} in {} of {} cells", finding_name(finding), count, cells);
  }
  return text;
}

std::string must_pass_text(const Comparison& comparison) {
  const auto count = static_cast<std::uint64_t>(std::ranges::count_if(comparison.changes, [](const UnitChange& change) {
    return change.must_pass && change.fate == UnitFate::newly_failing;
  }));
  if (count == 0) return "";
  return fmt::format("; {} that must pass newly fail{}", counted(count, "unit"), count == 1 ? "s" : "");
}

}  // namespace

MeasureWords::MeasureWords(const MeasureDifference& told) : told_(told) {
  const UnitMeasure* measure = find_unit_measure(told.measure);
  noun_ = measure == nullptr ? "metric " + told.measure.substr(told.measure.find('.') + 1) : measure->noun;
  value_.digits = digits_for(std::max(std::abs(told.base.value_or(0)), std::abs(told.candidate.value_or(0))));
  if (measure == nullptr) {
    difference_ = value_;
    return;
  }
  switch (measure->unit) {
    case MeasureUnit::share:
      value_ = {.scale = 100, .digits = 1, .behind = " %"};
      difference_ = {.scale = 100, .digits = 1, .behind = " points"};
      return;
    case MeasureUnit::score:
      value_ = {.digits = 3};
      difference_ = {.scale = 100, .digits = 1, .behind = " points"};
      return;
    case MeasureUnit::dollars:
      value_.before = "$";
      break;
    case MeasureUnit::milliseconds:
      value_.behind = " ms";
      break;
    case MeasureUnit::tokens:
      break;
  }
  difference_ = value_;
  is_relative_ = true;
}

std::string MeasureWords::value(std::optional<double> value) const {
  if (!value) return "-";
  return fmt::format("{}{:.{}f}{}", value_.before, *value * value_.scale, value_.digits, value_.behind);
}

std::string MeasureWords::signed_number(double value) const {
  return with_sign(value * difference_.scale, difference_.digits);
}

std::string MeasureWords::difference() const {
  const std::string number = signed_number(told_.difference);
  return fmt::format("{}{}{}{}", number.substr(0, 1), difference_.before, number.substr(1), difference_.behind);
}

std::string MeasureWords::interval() const {
  if (!told_.interval) return "";
  return fmt::format("{} to {}", signed_number(told_.interval->low), signed_number(told_.interval->high));
}

std::string MeasureWords::size_of(double difference) const {
  const double base = std::abs(told_.base.value_or(0));
  if (is_relative_ && base > 0) return short_number(difference / base * 100) + " %";
  if (difference_.scale == 1) return number_text(rounded(difference, std::max(digits_for(difference) - 1, 0)));
  const std::string points = short_number(difference * difference_.scale);
  return points + (points == "1" ? " point" : " points");
}

std::string MeasureWords::margin() const {
  return size_of(told_.margin);
}

std::string MeasureWords::minimum_detectable() const {
  return told_.minimum_detectable ? size_of(*told_.minimum_detectable) : "";
}

std::string sentence_of(const MeasureDifference& told, double confidence,
                        const std::map<UnitFate, std::uint64_t>& fates) {
  const MeasureWords words(told);
  std::string sentence = beginning(told, words);
  if (told.pairs == 0) return sentence.substr(0, sentence.size() - 2);
  sentence += fmt::format("{} {} → {} ({}", words.noun(), words.value(told.base), words.value(told.candidate),
                          words.difference());
  if (told.interval) sentence += fmt::format(", {} % interval {}", short_number(confidence * 100), words.interval());
  if (!fates.empty()) sentence += "; " + fates_text(fates, told.pairs);
  return sentence + ")";
}

std::string sentence_of(const Comparison& comparison) {
  const ComparedSlice& all = comparison.slices.front();
  return all.measures.front().sentence + cells_text(comparison) + must_pass_text(comparison);
}

}  // namespace sightline

#include "metric/relaxed_accuracy.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/text.h"
#include "metric/number_reader.h"
#include "metric/python_number.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

std::optional<double> chart_number(std::string_view text) {
  if (!text.ends_with('%')) return python_float(text);
  text = text.substr(0, text.find_last_not_of('%') + 1);
  const auto value = python_float(text);
  return value ? std::optional(*value / 100.0) : std::nullopt;
}

bool is_within(double value, double target, double tolerance) {
  return std::abs(value - target) / std::abs(target) <= tolerance;
}

RelaxedResult as_chartqa(std::string_view target, std::string_view answer, double tolerance) {
  const auto number = chart_number(answer);
  const auto wanted = chart_number(target);
  // A target that is not a number is none here, and yet not 0, as in Python.
  if (number && wanted && *wanted != 0) return {is_within(*number, *wanted, tolerance), number};
  return {lower(answer) == lower(target)};
}

/// Without white space at the ends and the period that ends a sentence.
std::string_view bare(std::string_view text) {
  text = python_strip(text);
  if (text.ends_with('.')) text = python_rstrip(text.substr(0, text.size() - 1));
  return text;
}

/// A sign or code of a currency, or nothing.
bool is_currency(std::string_view text) {
  if (text.empty()) return true;
  const bool is_code = text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  constexpr std::string_view kSigns[] = {"$", "€", "£", "¥", "₹", "₩", "₽", "US$"};
  return is_code || std::ranges::find(kSigns, text) != std::end(kSigns);
}

/// One word without digits, or nothing.
bool is_unit(std::string_view text) {
  return text.find_first_of("0123456789.,;:!?()") == std::string_view::npos && python_split(text).size() <= 1;
}

/// "$1,200", "1 200 km" and the like as a number: one, and nothing else but a currency and a unit.
std::optional<double> lenient_number(std::string_view text) {
  const auto numbers = find_numbers(text, number_locales().front(), Percent::figure);
  if (numbers.size() != 1 || !numbers.front().readable) return std::nullopt;
  const FoundNumber& number = numbers.front();
  std::string_view before = python_strip(text.substr(0, number.begin));
  const std::string_view behind = python_strip(text.substr(number.end));
  if (!is_currency(before) || !(is_currency(behind) || is_unit(behind))) return std::nullopt;
  return number.value;
}

}  // namespace

RelaxedResult relaxed_correctness(std::string_view target, std::string_view answer, double tolerance,
                                  RelaxedForm form) {
  const RelaxedResult strict = as_chartqa(target, answer, tolerance);
  if (form == RelaxedForm::chartqa || strict.is_correct) return strict;
  const RelaxedResult stripped = as_chartqa(bare(target), bare(answer), tolerance);
  if (stripped.is_correct) return stripped;
  const auto number = lenient_number(bare(answer));
  const auto wanted = lenient_number(bare(target));
  if (!number || !wanted) return stripped;
  return {*wanted == 0 ? *number == 0 : is_within(*number, *wanted, tolerance), number};
}

}  // namespace sightline

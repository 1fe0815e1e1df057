#include "metric/count_reader.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "metric/ascii.h"
#include "metric/number_reader.h"
#include "metric/number_words.h"

namespace sightline {
namespace {

std::string text_of(std::u32string_view points) {
  std::string out;
  for (const char32_t c : points) append_utf8(out, c);
  return out;
}

/// The one value of all that was found; nothing where there are several, or one that cannot be read.
std::optional<FoundCount> only_one(const std::vector<FoundNumber>& numbers) {
  if (numbers.empty()) return std::nullopt;
  const FoundNumber& first = numbers.front();
  const auto is_same = [&](const FoundNumber& number) { return number.readable && number.value == first.value; };
  if (!std::ranges::all_of(numbers, is_same)) return std::nullopt;
  return FoundCount{first.value, first.text};
}

std::optional<FoundCount> read_exact(std::string_view answer) {
  const NumberLocale& locale = number_locales().front();
  const auto numbers = find_numbers(answer, locale, Percent::figure);
  return only_one(numbers.empty() ? find_number_words(answer, locale) : numbers);
}

/// The number that a whole word is: 0 to 20 in ASCII digits without a zero before them, or in words.
std::optional<double> tally_of(std::u32string_view word) {
  constexpr std::size_t kLongest = 9;
  if (word.empty() || word.size() > kLongest) return std::nullopt;
  if (!is_ascii_digit(word[0])) return english_number(text_of(word));
  double value = 0;
  for (const char32_t c : word) {
    if (!is_ascii_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  const bool has_zero_before = word.size() > 1 && word[0] == '0';
  return value <= 20 && !has_zero_before ? std::optional(value) : std::nullopt;
}

std::optional<FoundCount> read_tally(std::string_view answer) {
  const std::u32string text = code_points(lower(answer));
  const auto is_part = [&](std::size_t at) { return text[at] == '_' || is_alphanumeric(text[at]); };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_part(end)) ++end;
    const std::u32string_view word = std::u32string_view(text).substr(at, end - at);
    if (const auto value = tally_of(word)) return FoundCount{*value, text_of(word)};
    at = end + 1;
  }
  return std::nullopt;
}

std::optional<FoundCount> read_first_digits(std::string_view answer) {
  const std::u32string text = code_points(answer);
  const auto is_digit = [](char32_t c) { return decimal_value(c) >= 0; };
  const auto begin = std::ranges::find_if(text, is_digit);
  const auto end = std::find_if_not(begin, text.end(), is_digit);
  if (begin == end) return std::nullopt;
  FoundCount found;
  constexpr double kLargest = 1e300;
  for (auto at = begin; at != end; ++at) found.value = std::min(found.value * 10 + decimal_value(*at), kLargest);
  found.text = shortened(text_of(std::u32string(begin, end)), 40);
  return found;
}

}  // namespace

std::optional<FoundCount> read_count(std::string_view answer, CountForm form) {
  switch (form) {
    case CountForm::exact:
      return read_exact(answer);
    case CountForm::tallyqa:
      return read_tally(answer);
    case CountForm::ocrbench_v2:
      return read_first_digits(answer);
  }
  return std::nullopt;
}

double count_score(double found, double right, CountForm form) {
  if (form != CountForm::ocrbench_v2) return found == right ? 1 : 0;
  if (!(found > 0 && found < 2 * right)) return 0;
  const double score = 1 - std::abs(found - right) / right;
  return score > 0.5 ? score : 0;
}

}  // namespace sightline

#include "metric/number_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/number.h"
#include "metric/ascii.h"

namespace sightline {
namespace {

using Words = std::vector<std::string_view>;

const Words kNumberBlanks{" ", "\u00A0", "\u202F", "\u2009"};
const Words kSigns{"-", "\u2212", "+"};
const Words kCurrencySigns{"$", "€", "£", "¥", "₹", "₩", "₽"};
const Words kPercentSigns{"%", "\uFF05"};
/// What joins digits to one number, or to something that looks like one, in some locale.
const Words kJoiners{".", ",", "'", "\u2019", "_"};

bool is_word(char c) {
  return is_ascii_letter(c) || c == '_' || is_ascii_digit(c);
}
bool is_one_of(char c, std::string_view any_of) {
  return any_of.find(c) != std::string_view::npos;
}

std::size_t leading_digits(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_ascii_digit) - text.begin());
}

/// The word that `text` begins with, or "".
std::string_view leading(std::string_view text, const Words& words) {
  const auto found = std::ranges::find_if(words, [&](std::string_view word) { return text.starts_with(word); });
  return found == words.end() ? std::string_view{} : *found;
}

/// Takes the word that `text` ends with off it, and gives it, or "".
std::string_view take_trailing(std::string_view& text, const Words& words) {
  const auto found = std::ranges::find_if(words, [&](std::string_view word) { return text.ends_with(word); });
  if (found == words.end()) return {};
  text.remove_suffix(found->size());
  return *found;
}

/// Digits and what joins them: "1,234.50" is 1 234 50, joined by "," and ".".
struct Run {
  Words digits;
  Words joiners;  ///< joiners[i] stands before digits[i + 1].
  std::size_t size = 0;
};

/// What joins the digits before `rest` to those in it, or "". A blank does only where the locale groups by it, and only
/// before three digits: "12 30" are two numbers everywhere.
std::string_view joiner_of(std::string_view rest, const NumberLocale& locale) {
  const std::string_view mark = leading(rest, kJoiners);
  if (!mark.empty()) return leading_digits(rest.substr(mark.size())) > 0 ? mark : std::string_view{};
  const std::string_view blank = leading(rest, locale.groups);
  return !blank.empty() && leading_digits(rest.substr(blank.size())) == 3 ? blank : std::string_view{};
}

Run run_of(std::string_view text, const NumberLocale& locale) {
  Run run;
  for (;;) {
    const std::string_view rest = text.substr(run.size);
    run.digits.push_back(rest.substr(0, leading_digits(rest)));
    run.size += run.digits.back().size();
    const std::string_view joiner = joiner_of(text.substr(run.size), locale);
    if (joiner.empty()) return run;
    run.joiners.push_back(joiner);
    run.size += joiner.size();
  }
}

/// A run as a plain decimal, "1234.50"; nothing where the locale does not write numbers so.
std::optional<std::string> decimal_of(const Run& run, const NumberLocale& locale) {
  std::string whole(run.digits[0]);
  std::size_t i = 0;
  while (i < run.joiners.size() && run.joiners[i] == run.joiners[0] && run.digits[i + 1].size() == 3 &&
         std::ranges::find(locale.groups, run.joiners[i]) != locale.groups.end()) {
    whole += run.digits[++i];
  }
  const std::size_t first = run.digits[0].size();
  if (i > 0 && (first < 1 || first > 3 || whole.front() == '0')) return std::nullopt;
  const bool has_fraction = i < run.joiners.size() && run.joiners[i] == std::string_view(&locale.decimal, 1);
  const std::string_view fraction = has_fraction ? run.digits[++i] : std::string_view("0");
  if (i < run.joiners.size()) return std::nullopt;
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  return fmt::format("{}.{}", whole.empty() ? "0" : whole, fraction);
}

/// "e-7", "E12" and so on where `text` begins with one that no letter follows, or "".
std::string_view exponent_of(std::string_view text) {
  if (text.empty() || !is_one_of(text[0], "eE")) return {};
  const std::size_t sign = text.size() > 1 && is_one_of(text[1], "+-") ? 1 : 0;
  const std::size_t digits = leading_digits(text.substr(1 + sign));
  const std::size_t end = 1 + sign + digits;
  const bool ends = digits > 0 && (end == text.size() || !is_word(text[end]));
  return ends ? text.substr(0, end) : std::string_view{};
}

std::optional<double> value_of(std::string decimal, std::string_view exponent, bool hundredths, bool negative) {
  int power = 0;
  if (!exponent.empty()) {
    exponent.remove_prefix(exponent[1] == '+' ? 2 : 1);
    const auto error = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power).ec;
    constexpr int kLargestPower = 10'000;
    if (error != std::errc{} || power > kLargestPower || power < -kLargestPower) return std::nullopt;
  }
  return parse_number(fmt::format("{}{}e{}", negative ? "-" : "", decimal, hundredths ? power - 2 : power));
}

class Scanner {
 public:
  Scanner(std::string_view text, const NumberLocale& locale, Percent percent)
      : text_(text), locale_(locale), percent_(percent) {}

  std::vector<FoundNumber> all() {
    while (at_ < text_.size()) {
      if (is_ascii_digit(text_[at_]) || is_leading_mark()) {
        read_number();
      } else if (is_word(text_[at_])) {
        skip_name();
      } else {
        ++at_;
      }
    }
    return std::move(found_);
  }

 private:
  /// ".5": a decimal mark before digits that follows no word.
  bool is_leading_mark() const {
    if (text_[at_] != locale_.decimal || leading_digits(text_.substr(at_ + 1)) == 0) return false;
    return at_ == 0 || (!is_word(text_[at_ - 1]) && !is_one_of(text_[at_ - 1], ").,"));
  }

  /// "CO2", "v1.2": the digits of a word that begins with a letter, and what they are joined to, are its own.
  void skip_name() {
    while (at_ < text_.size() && is_word(text_[at_])) {
      ++at_;
      if (!is_ascii_digit(text_[at_ - 1])) continue;
      const std::string_view joiner = leading(text_.substr(at_), kJoiners);
      if (!joiner.empty() && leading_digits(text_.substr(at_ + joiner.size())) > 0) at_ += joiner.size();
    }
  }

  void read_number() {
    const std::size_t sign_at = sign_before(at_);
    const bool negative = sign_at < at_ && text_[sign_at] != '+';
    const Run run = run_of(text_.substr(at_), locale_);
    at_ += run.size;
    const auto decimal = decimal_of(run, locale_);
    const std::string_view exponent = exponent_of(text_.substr(at_));
    at_ += exponent.size();
    const bool other_base = is_other_base(run);
    const std::size_t percent = percent_ == Percent::fraction ? percent_size() : 0;
    at_ += percent;
    FoundNumber number;
    number.text = text_.substr(sign_at, at_ - sign_at);
    number.begin = sign_at;
    number.end = at_;
    if (decimal && !other_base) {
      const auto value = value_of(*decimal, exponent, percent > 0, negative);
      number.readable = value.has_value();
      number.value = value.value_or(0);
    }
    found_.push_back(std::move(number));
  }

  /// "0x1F"
  bool is_other_base(const Run& run) const {
    return run.size == 1 && run.digits[0] == "0" && at_ + 1 < text_.size() && is_one_of(text_[at_], "xXbBoO") &&
           is_word(text_[at_ + 1]);
  }

  /// Bytes of the percent sign behind a number and of the blank before it; 0 where there is none.
  std::size_t percent_size() const {
    const std::size_t blank = leading(text_.substr(at_), kNumberBlanks).size();
    const std::size_t sign = leading(text_.substr(at_ + blank), kPercentSigns).size();
    return sign == 0 ? 0 : blank + sign;
  }

  /// Where the sign of the number at `begin` stands; `begin` where it has none. "10-20" are two positive numbers.
  std::size_t sign_before(std::size_t begin) const {
    std::string_view before = text_.substr(0, begin);
    std::string_view sign = take_trailing(before, kSigns);
    if (sign.empty() && !take_trailing(before, kCurrencySigns).empty()) sign = take_trailing(before, kSigns);
    if (sign.empty()) return begin;
    const std::size_t at = before.size();
    const bool joins = at > 0 && (is_word(before.back()) || is_one_of(before.back(), ")]}%"));
    return joins || !take_trailing(before, kSigns).empty() ? begin : at;
  }

  std::string_view text_;
  const NumberLocale& locale_;
  Percent percent_;
  std::size_t at_ = 0;
  std::vector<FoundNumber> found_;
};

}  // namespace

const std::vector<NumberLocale>& number_locales() {
  static const std::vector<NumberLocale> locales{
      {"en", '.', {","}}, {"de", ',', {"."}}, {"es", ',', {"."}}, {"fr", ',', kNumberBlanks},
      {"it", ',', {"."}}, {"nl", ',', {"."}}, {"pt", ',', {"."}}, {"de-CH", '.', {"'", "\u2019"}}};
  return locales;
}

std::vector<FoundNumber> find_numbers(std::string_view text, const NumberLocale& locale, Percent percent) {
  return Scanner(text, locale, percent).all();
}

}  // namespace sightline

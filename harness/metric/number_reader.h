#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// How numbers are written in a language.
struct NumberLocale {
  std::string_view name;
  char decimal = '.';
  /// What may stand between groups of three digits: each is one code point.
  std::vector<std::string_view> groups;
};
/// Known ones, `en` first.
const std::vector<NumberLocale>& number_locales();

/// What a percent sign behind a number means.
enum class Percent {
  figure,   ///< Nothing: "42.5 %" is 42.5.
  fraction  ///< Hundredths: "42.5 %" is 0.425.
};

/// A number that stands in a text.
struct FoundNumber {
  /// As written, sign included: "−1,234.50"; the percent sign too where it means hundredths.
  std::string text;
  bool readable = false;  ///< False where the locale does not write numbers so: "12,50" in en.
  double value = 0;       ///< Of a readable one.
  std::size_t begin = 0;  ///< The byte where it begins in the text, its sign included.
  std::size_t end = 0;
  bool is_fraction = false;  ///< "1 1/2", "½".
  bool is_word = false;      ///< "three"; unreadable, words beyond what is read: "twenty-one".
};

/// All numbers in a text, in their order: decimal digits with the locale's marks, an exponent, a sign ('-', '+',
/// U+2212) directly before them or before a currency sign. What follows (a unit, a percent sign) and a currency sign
/// before are no part of them. Digits that a letter leads (CO2, v1.2) are a name. A dash between two numbers is no
/// sign. Numbers in words and in other scripts' digits are not read; "1.2 million" is 1.2.
std::vector<FoundNumber> find_numbers(std::string_view text, const NumberLocale& locale, Percent percent);

}  // namespace sightline

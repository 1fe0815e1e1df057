#include "metric/number_fractions.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace sightline {
namespace {

struct VulgarFraction {
  std::string_view text;
  double numerator = 1;
  double denominator = 1;
};
constexpr std::array<VulgarFraction, 19> kVulgar{{{"½", 1, 2},
                                                  {"¼", 1, 4},
                                                  {"¾", 3, 4},
                                                  {"⅓", 1, 3},
                                                  {"⅔", 2, 3},
                                                  {"⅕", 1, 5},
                                                  {"⅖", 2, 5},
                                                  {"⅗", 3, 5},
                                                  {"⅘", 4, 5},
                                                  {"⅙", 1, 6},
                                                  {"⅚", 5, 6},
                                                  {"⅐", 1, 7},
                                                  {"⅛", 1, 8},
                                                  {"⅜", 3, 8},
                                                  {"⅝", 5, 8},
                                                  {"⅞", 7, 8},
                                                  {"⅑", 1, 9},
                                                  {"⅒", 1, 10},
                                                  {"↉", 0, 3}}};

constexpr std::array<std::string_view, 3> kSlashes{"/", "\u2044", "\u2215"};
constexpr std::array<std::string_view, 4> kGaps{" ", "\u00A0", "\u202F", "\u2009"};

bool is_slash(std::string_view text) {
  return std::ranges::find(kSlashes, text) != kSlashes.end();
}

/// Digits and nothing else.
bool is_plain(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Digits with a sign at most.
bool is_whole_number(const FoundNumber& number) {
  std::string_view text = number.text;
  for (const std::string_view sign : {"-", "+", "\u2212"}) {
    if (text.starts_with(sign)) return number.readable && is_plain(text.substr(sign.size()));
  }
  return number.readable && is_plain(text);
}

bool is_negative(const FoundNumber& number) {
  return number.text.starts_with('-') || number.text.starts_with("\u2212");
}

/// Fractions that are one character, as numbers of their own.
std::vector<FoundNumber> vulgar_fractions(std::string_view text) {
  std::vector<FoundNumber> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) < 0xC2) continue;
    const auto fraction = std::ranges::find_if(
        kVulgar, [&](const VulgarFraction& known) { return text.substr(at).starts_with(known.text); });
    if (fraction == kVulgar.end()) continue;
    FoundNumber number{std::string(fraction->text), true, fraction->numerator / fraction->denominator};
    number.begin = at;
    number.end = at + fraction->text.size();
    number.is_fraction = true;
    found.push_back(std::move(number));
  }
  return found;
}

class Joiner {
 public:
  Joiner(std::string_view text, std::vector<FoundNumber> numbers) : text_(text), numbers_(std::move(numbers)) {}

  std::vector<FoundNumber> all() {
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      if (numbers_[i].is_fraction) {
        add_fraction(numbers_[i]);
      } else if (const auto quotient = quotient_at(i)) {
        add_fraction(*quotient);
        ++i;
      } else {
        out_.push_back(numbers_[i]);
      }
    }
    return std::move(out_);
  }

 private:
  /// A fraction of one character.
  static bool is_vulgar(const FoundNumber& number) {
    return number.is_fraction && number.text.find_first_of("0123456789") == std::string::npos;
  }

  std::string_view between(std::size_t begin, std::size_t end) const {
    return begin <= end ? text_.substr(begin, end - begin) : "-";
  }

  /// Number `i` and the next one as a fraction.
  std::optional<FoundNumber> quotient_at(std::size_t i) const {
    if (i + 1 >= numbers_.size()) return std::nullopt;
    const FoundNumber& above = numbers_[i];
    const FoundNumber& below = numbers_[i + 1];
    const bool is_one =
        is_whole_number(above) && is_plain(below.text) && below.value != 0 && is_slash(between(above.end, below.begin));
    const bool goes_on = i + 2 < numbers_.size() && is_slash(between(below.end, numbers_[i + 2].begin));
    const bool came_from = i > 0 && is_slash(between(numbers_[i - 1].end, above.begin));
    if (!is_one || goes_on || came_from) return std::nullopt;
    FoundNumber quotient{std::string(between(above.begin, below.end)), true, above.value / below.value};
    quotient.begin = above.begin;
    quotient.end = below.end;
    quotient.is_fraction = true;
    return quotient;
  }

  /// Adds a fraction to the whole number before it, where there is one: "1 1/2". A sign stands before the whole.
  void add_fraction(const FoundNumber& fraction) {
    const bool is_proper = fraction.value >= 0 && fraction.value < 1 && fraction.text.front() != '+';
    const bool follows = !out_.empty() && is_whole_number(out_.back()) && is_proper;
    const std::string_view gap = follows ? between(out_.back().end, fraction.begin) : "-";
    const bool joins = (gap.empty() && is_vulgar(fraction)) || std::ranges::find(kGaps, gap) != kGaps.end();
    if (!joins) return out_.push_back(signed_(fraction));
    FoundNumber& mixed = out_.back();
    mixed.value += is_negative(mixed) ? -fraction.value : fraction.value;
    mixed.text = between(mixed.begin, fraction.end);
    mixed.end = fraction.end;
    mixed.is_fraction = true;
  }

  /// "−½": the signs of other numbers are read with them.
  FoundNumber signed_(FoundNumber fraction) const {
    if (!is_vulgar(fraction)) return fraction;
    for (const std::string_view sign : {"-", "\u2212"}) {
      const std::string_view before = text_.substr(0, fraction.begin);
      if (!before.ends_with(sign)) continue;
      const std::size_t at = before.size() - sign.size();
      if (at > 0 && before[at - 1] != ' ' && before[at - 1] != '(') return fraction;
      fraction.begin = at;
      fraction.text = between(at, fraction.end);
      fraction.value = -fraction.value;
      return fraction;
    }
    return fraction;
  }

  std::string_view text_;
  std::vector<FoundNumber> numbers_;
  std::vector<FoundNumber> out_;
};

}  // namespace

std::vector<FoundNumber> with_fractions(std::string_view text, std::vector<FoundNumber> numbers) {
  const std::vector<FoundNumber> vulgar = vulgar_fractions(text);
  if (vulgar.empty()) return Joiner(text, std::move(numbers)).all();
  std::vector<FoundNumber> all;
  std::ranges::merge(numbers, vulgar, std::back_inserter(all), {}, &FoundNumber::begin, &FoundNumber::begin);
  return Joiner(text, std::move(all)).all();
}

}  // namespace sightline

#include "metric/date_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <vector>

#include "base/text.h"
#include "metric/ascii.h"

namespace sightline {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
constexpr std::string_view kBetween = "./-, \t";
constexpr std::size_t kLongestDate = 40;

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return is_ascii_digit(static_cast<unsigned char>(c)); });
}

/// A part of at most `digits` digits; 0 where it is none.
int figure(std::string_view part, std::size_t least, std::size_t most) {
  int value = 0;
  if (!is_digits(part) || part.size() < least || part.size() > most) return 0;
  std::from_chars(part.data(), part.data() + part.size(), value);
  return value;
}

int month_of(std::string_view part) {
  if (is_digits(part)) return figure(part, 1, 2);
  const std::string name = lower(part);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (name == kMonths[i] || name == kMonths[i].substr(0, 3)) return static_cast<int>(i) + 1;
  }
  return 0;
}

std::optional<CalendarDay> checked(std::string_view year, std::string_view month, std::string_view day) {
  const CalendarDay date{figure(year, 4, 4), month_of(month), figure(day, 1, 2)};
  const std::chrono::year_month_day known{std::chrono::year(date.year),
                                          std::chrono::month(static_cast<unsigned>(date.month)),
                                          std::chrono::day(static_cast<unsigned>(date.day))};
  return date.year > 0 && known.ok() ? std::optional(date) : std::nullopt;
}

std::optional<CalendarDay> read_iso(std::string_view text) {
  const bool has_dashes = text.size() == 10 && text[4] == '-' && text[7] == '-';
  if (!has_dashes && !(text.size() == 8 && is_digits(text))) return std::nullopt;
  const std::string_view month = text.substr(has_dashes ? 5 : 4, 2);
  const std::string_view day = text.substr(has_dashes ? 8 : 6, 2);
  return is_digits(month) && is_digits(day) ? checked(text.substr(0, 4), month, day) : std::nullopt;
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find_first_of(kBetween), text.size());
    if (length > 0) parts.push_back(text.substr(0, length));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return parts;
}

}  // namespace

std::optional<CalendarDay> read_date(std::string_view text, DateOrder order) {
  text = trimmed(text);
  if (text.size() > kLongestDate) return std::nullopt;
  if (const auto date = read_iso(text)) return date;
  const std::vector<std::string_view> parts = parts_of(text);
  if (parts.size() != 3) return std::nullopt;
  switch (order) {
    case DateOrder::iso:
      break;
    case DateOrder::dmy:
      return checked(parts[2], parts[1], parts[0]);
    case DateOrder::mdy:
      return checked(parts[2], parts[0], parts[1]);
    case DateOrder::ymd:
      return checked(parts[0], parts[1], parts[2]);
  }
  return std::nullopt;
}

}  // namespace sightline

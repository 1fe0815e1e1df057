#include "chat/retry_after.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "base/number.h"
#include "base/text.h"

namespace sightline {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

/// "Sun, 06 Nov 1994 08:49:37 GMT", the one form of RFC 9110 that servers may send.
std::optional<std::chrono::sys_seconds> http_date(std::string_view text) {
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return std::nullopt;
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  const auto day = digits(text.substr(5, 2));
  const auto year = digits(text.substr(12, 4));
  const auto hour = digits(text.substr(17, 2));
  const auto minute = digits(text.substr(20, 2));
  const auto second = digits(text.substr(23, 2));
  if (month == kMonths.end() || !day || !year || !hour || !minute || !second) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(month - kMonths.begin()) + 1),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second);
}

std::optional<double> waiting(std::string_view number, double unit_ms) {
  const auto value = parse_number(trimmed(number));
  if (!value) return std::nullopt;
  return std::max(0.0, *value * unit_ms);
}

}  // namespace

std::optional<double> retry_after_ms(const Outcome& outcome) {
  if (const auto wait = waiting(outcome.header("retry-after-ms"), 1)) return wait;
  const std::string_view text = outcome.header("retry-after");
  if (const auto wait = waiting(text, 1000)) return wait;
  const auto until = http_date(text);
  const auto now = http_date(outcome.header("date"));
  if (!until || !now) return std::nullopt;
  return std::max(0.0, 1000.0 * static_cast<double>((*until - *now).count()));
}

}  // namespace sightline

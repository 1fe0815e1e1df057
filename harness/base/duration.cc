#include "base/duration.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>

namespace sightline {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t milliseconds;
};
constexpr std::array<Unit, 4> kUnits{{{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}}};

/// About eleven years: far from where a clock that counts nanoseconds overflows.
constexpr std::int64_t kLongest = 100'000 * std::int64_t{3'600'000};

std::optional<std::int64_t> digits_value(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// `count` units where that many exist exactly in at most three decimals: "1.5s".
std::optional<std::string> text_in(std::int64_t milliseconds, const Unit& unit) {
  const std::int64_t whole = milliseconds / unit.milliseconds;
  const std::int64_t rest = milliseconds % unit.milliseconds * 1'000;
  if (whole == 0 || rest % unit.milliseconds != 0) return std::nullopt;
  std::string text = std::to_string(whole);
  if (rest != 0) {
    text += fmt::format(".{:03}", rest / unit.milliseconds);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text.append(unit.name);
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const std::size_t name_at = text.find_first_not_of("0123456789.");
  if (name_at == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(name_at);
  for (const Unit& unit : kUnits) {
    if (unit.name != name) continue;
    const std::string_view number = text.substr(0, name_at);
    const std::size_t point = number.find('.');
    const bool has_fraction = point != std::string_view::npos;
    const std::string_view fraction = has_fraction ? number.substr(point + 1) : "0";
    if (number.substr(0, point).empty() || fraction.empty() || fraction.size() > 9) return std::nullopt;
    const auto whole = digits_value(number.substr(0, point));
    const auto part = digits_value(fraction);
    if (!whole || !part || *whole > kLongest / unit.milliseconds) return std::nullopt;
    std::int64_t scale = 1;
    for (std::size_t i = 0; i < fraction.size(); ++i) scale *= 10;
    if (*part * unit.milliseconds % scale != 0) return std::nullopt;
    return std::chrono::milliseconds(*whole * unit.milliseconds + *part * unit.milliseconds / scale);
  }
  return std::nullopt;
}

std::string duration_text(std::chrono::milliseconds duration) {
  const std::int64_t count = duration.count();
  if (count == 0) return "0s";
  if (count < 0) return "-" + duration_text(-duration);
  std::string shortest = fmt::format("{}ms", count);
  for (const Unit& unit : kUnits) {
    const auto text = text_in(count, unit);
    if (text && text->size() <= shortest.size()) shortest = *text;
  }
  return shortest;
}

}  // namespace sightline

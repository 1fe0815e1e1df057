#include "run/rate_headers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include "base/number.h"
#include "base/text.h"

namespace sightline {

namespace {

using Milliseconds = std::chrono::milliseconds;

/// Whatever a header says, nobody waits for longer than this.
constexpr double kLongestMs = 24.0 * 3600 * 1000;
/// Numbers from here on are points in time: as durations they were 31 years, or 31,000.
constexpr double kEpochSeconds = 1e9;
constexpr double kEpochMilliseconds = 1e12;

/// The beginnings of the headers' names; "limit", "remaining" or "reset" follows, and what stands second.
struct Names {
  std::string_view prefix;
  std::string_view suffix;
};
constexpr std::array<Names, 8> kNames = {{{"x-ratelimit-", "-requests"},
                                          {"x-ratelimit-", "-tokens"},
                                          {"x-ratelimit-", "-requests-minute"},
                                          {"x-ratelimit-", "-tokens-minute"},
                                          {"x-ratelimit-", "-requests-day"},
                                          {"x-ratelimit-", "-tokens-day"},
                                          {"x-ratelimit-", ""},
                                          {"ratelimit-", ""}}};

/// Milliseconds of a unit of time, and the rest of the text behind it.
std::optional<double> take_unit(std::string_view& text) {
  struct Unit {
    std::string_view name;
    double milliseconds;
  };
  constexpr std::array<Unit, 8> kUnits = {
      {{"ms", 1}, {"us", 1e-3}, {"µs", 1e-3}, {"ns", 1e-6}, {"d", 86.4e6}, {"h", 3.6e6}, {"m", 60e3}, {"s", 1e3}}};
  for (const Unit& unit : kUnits) {
    if (!text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    return unit.milliseconds;
  }
  return std::nullopt;
}

/// "6m0s", "1h2m3.5s", "12ms": milliseconds.
std::optional<double> duration(std::string_view text) {
  double sum = 0;
  while (!text.empty()) {
    const auto digits = std::min(text.find_first_not_of("0123456789."), text.size());
    const auto number = parse_number(text.substr(0, digits));
    text.remove_prefix(digits);
    const auto unit = take_unit(text);
    if (!number || !unit) return std::nullopt;
    sum += *number * *unit;
  }
  return sum;
}

std::optional<double> reset_ms(std::string_view text, std::chrono::system_clock::time_point now) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  const auto number = parse_number(text);
  if (!number) return duration(text);
  const double now_ms = std::chrono::duration<double, std::milli>(now.time_since_epoch()).count();
  if (*number >= kEpochMilliseconds) return *number - now_ms;
  if (*number >= kEpochSeconds) return *number * 1000 - now_ms;
  return *number * 1000;
}

std::optional<double> number_in(const Outcome& outcome, std::string_view name) {
  return parse_number(trimmed(outcome.header(name)));
}

std::string name_of(const Names& names, std::string_view what) {
  return std::string(names.prefix).append(what).append(names.suffix);
}

std::optional<double> hold_of(const Outcome& outcome, const Names& names, std::chrono::system_clock::time_point now) {
  if (number_in(outcome, name_of(names, "remaining")) != 0.0) return std::nullopt;
  if (const auto limit = number_in(outcome, name_of(names, "limit")); limit && *limit <= 0) return std::nullopt;
  return reset_ms(outcome.header(name_of(names, "reset")), now);
}

/// The value of a parameter of `"default";r=0;t=30`.
std::optional<double> parameter(std::string_view field, std::string_view name) {
  for (const std::string_view part : split(field, ';')) {
    const std::string_view item = trimmed(part);
    if (item.starts_with(name) && item.substr(name.size()).starts_with('=')) {
      return parse_number(item.substr(name.size() + 1));
    }
  }
  return std::nullopt;
}

std::optional<double> hold_of_field(std::string_view field) {
  if (parameter(field, "r") != 0.0) return std::nullopt;
  const auto seconds = parameter(field, "t");
  return seconds ? std::optional(*seconds * 1000) : std::nullopt;
}

bool speaks_of_rates(const Header& header) {
  constexpr std::string_view kWord = "ratelimit";
  const auto equals = [](char a, char b) { return (a | 0x20) == b; };
  const std::string& name = header.name;
  return std::search(name.begin(), name.end(), kWord.begin(), kWord.end(), equals) != name.end();
}

}  // namespace

std::optional<Milliseconds> rate_hold(const Outcome& outcome, std::chrono::system_clock::time_point now) {
  if (std::ranges::none_of(outcome.headers, speaks_of_rates)) return std::nullopt;
  double longest = 0;
  for (const Names& names : kNames) longest = std::max(longest, hold_of(outcome, names, now).value_or(0));
  for (const std::string_view policy : split(outcome.header("ratelimit"), ',')) {
    longest = std::max(longest, hold_of_field(policy).value_or(0));
  }
  if (!(longest > 0)) return std::nullopt;
  return Milliseconds(static_cast<std::int64_t>(std::ceil(std::min(longest, kLongestMs))));
}

}  // namespace sightline

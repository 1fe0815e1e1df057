#include "assertion/bounds.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "base/duration.h"
#include "base/number.h"

namespace sightline {
namespace {

/// Dollars are shown to a billionth: what is beyond is binary rounding.
constexpr double kShownDollarParts = 1e9;

std::optional<double> read_bound(Options& options, std::string_view option, Quantity quantity) {
  switch (quantity) {
    case Quantity::count: {
      const auto count = options.count(option);
      return count ? std::optional(static_cast<double>(*count)) : std::nullopt;
    }
    case Quantity::dollars:
      return options.number(option, 0);
    case Quantity::duration: {
      const auto duration = options.duration(option);
      return duration ? std::optional(static_cast<double>(duration->count())) : std::nullopt;
    }
    case Quantity::number:
      break;
  }
  return options.number(option);
}

}  // namespace

std::string Bounds::text(Quantity quantity) const {
  const auto show = [quantity](double value) { return quantity_text(quantity, value); };
  if (!min) return "at most " + show(*max);
  if (!max) return "at least " + show(*min);
  if (*min == *max) return "exactly " + show(*min);
  return "between " + show(*min) + " and " + show(*max);
}

std::string quantity_text(Quantity quantity, double value) {
  switch (quantity) {
    case Quantity::dollars:
      return "$" + number_text(std::round(value * kShownDollarParts) / kShownDollarParts);
    case Quantity::duration:
      return duration_text(std::chrono::milliseconds(std::llround(value)));
    case Quantity::count:
    case Quantity::number:
      break;
  }
  return number_text(value);
}

std::optional<Bounds> read_bounds(Options& options, Quantity quantity) {
  const bool given = options.find("min") != nullptr || options.find("max") != nullptr;
  const Bounds bounds{read_bound(options, "min", quantity), read_bound(options, "max", quantity)};
  if (!given) options.tell(nullptr, fmt::format("'{}' lacks 'min' or 'max'", options.owner()));
  if (bounds.min && bounds.max && *bounds.min > *bounds.max) {
    options.tell(options.find("min"),
                 fmt::format("'min' of '{}' is above its 'max': {} > {}", options.owner(),
                             quantity_text(quantity, *bounds.min), quantity_text(quantity, *bounds.max)));
  }
  if (!bounds.min && !bounds.max) return std::nullopt;
  return bounds;
}

}  // namespace sightline

#include "stats/power.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/distribution.h"

namespace sightline {
namespace {

double quantiles(const PowerOptions& options) {
  return normal_quantile(1 - options.alpha / 2) + normal_quantile(options.power);
}

/// The largest count that is told; more than any suite holds.
constexpr double kMostItems = 1e15;

}  // namespace

std::uint64_t items_needed(double delta, double sd_of_differences, const PowerOptions& options) {
  const double standardised = quantiles(options) * sd_of_differences / delta;
  const double items = standardised * standardised;
  // Also what is no number.
  if (!(items <= kMostItems)) return static_cast<std::uint64_t>(kMostItems);
  return static_cast<std::uint64_t>(std::ceil(items));
}

double minimum_detectable(std::uint64_t items, double sd_of_differences, const PowerOptions& options) {
  if (items == 0) return std::numeric_limits<double>::infinity();
  return quantiles(options) * sd_of_differences / std::sqrt(static_cast<double>(items));
}

double sd_of_paired_difference(double between, double rho, double within, unsigned repeats) {
  const double of_items = 2 * between * between * (1 - rho);
  const double of_answers = 2 * within * within / std::max(repeats, 1U);
  return std::sqrt(std::max(0.0, of_items + of_answers));
}

}  // namespace sightline

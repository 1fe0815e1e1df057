#include "stats/multiplicity.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sightline {
namespace {

/// Places of the p values, the smallest first. What is no number counts as 1.
std::vector<std::size_t> order_of(const std::vector<double>& p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p_values[i]; });
  return order;
}

std::vector<double> numbers_of(std::span<const double> p_values) {
  std::vector<double> numbers(p_values.begin(), p_values.end());
  for (double& p : numbers) p = std::isnan(p) ? 1 : std::clamp(p, 0.0, 1.0);
  return numbers;
}

}  // namespace

std::vector<double> holm(std::span<const double> p_values) {
  std::vector<double> adjusted = numbers_of(p_values);
  auto remaining = static_cast<double>(adjusted.size());
  double largest = 0;
  for (const std::size_t i : order_of(adjusted)) {
    largest = std::max(largest, std::min(1.0, adjusted[i] * remaining));
    adjusted[i] = largest;
    --remaining;
  }
  return adjusted;
}

std::vector<double> benjamini_hochberg(std::span<const double> p_values) {
  std::vector<double> adjusted = numbers_of(p_values);
  std::vector<std::size_t> order = order_of(adjusted);
  std::ranges::reverse(order);
  const auto count = static_cast<double>(adjusted.size());
  double rank = count;
  double smallest = 1;
  for (const std::size_t i : order) {
    smallest = std::min(smallest, adjusted[i] * count / rank);
    adjusted[i] = smallest;
    --rank;
  }
  return adjusted;
}

}  // namespace sightline

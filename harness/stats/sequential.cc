#include "stats/sequential.h"

#include <cmath>
#include <numbers>

#include "stats/distribution.h"

namespace sightline {
namespace {

/// ln P(X <= k) of a binomial variable of `n` trials with probability 1/2, also where the probability itself is below
/// the smallest number: its likeliest term and the sum of the others relative to it.
double log_at_most_half(std::uint64_t k, std::uint64_t n) {
  if (2 * k >= n) return std::log(binomial_at_most(k, n, 0.5));
  double sum = 1;
  double term = 1;
  for (std::uint64_t i = k; i > 0 && term > 1e-17 * sum; --i) {
    term *= static_cast<double>(i) / static_cast<double>(n - i + 1);
    sum += term;
  }
  const double choices = log_factorial(n) - log_factorial(k) - log_factorial(n - k);
  return choices - static_cast<double>(n) * std::numbers::ln2 + std::log(sum);
}

}  // namespace

double log_e_value(DiscordantPairs pairs) {
  const std::uint64_t n = pairs.lost + pairs.gained;
  return static_cast<double>(n) * std::numbers::ln2 + log_factorial(pairs.lost) + log_factorial(pairs.gained) -
         log_factorial(n + 1);
}

double log_e_value_worse(DiscordantPairs pairs) {
  // Half of the prior lies above 1/2: twice its share of the integral, the upper tail of a beta distribution, which is
  // a binomial tail.
  const std::uint64_t n = pairs.lost + pairs.gained;
  return log_e_value(pairs) + std::numbers::ln2 + log_at_most_half(pairs.lost, n + 1);
}

double log_e_value_better(DiscordantPairs pairs) {
  return log_e_value_worse({.lost = pairs.gained, .gained = pairs.lost});
}

}  // namespace sightline

#include "stats/sequential.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

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

/// Of the largest stake that cannot lose everything; each bet is two thirds of the one before. Large bets win soon
/// where hardly any cluster differs, small ones where many do.
constexpr double kLargestBet = 0.95;
constexpr double kBetStep = 2.0 / 3;

/// ln of the mean of what these are the logarithms of.
double log_mean(std::span<const double> logarithms) {
  const double largest = std::ranges::max(logarithms);
  double sum = 0;
  for (const double logarithm : logarithms) sum += std::exp(logarithm - largest);
  return largest + std::log(sum / static_cast<double>(logarithms.size()));
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

SequentialComparison::SequentialComparison(const SequentialOptions& options) : options_(options) {}

double SequentialComparison::worse_threshold() const {
  return std::log(2 / options_.alpha);
}

double SequentialComparison::other_threshold() const {
  return std::log(4 / options_.alpha);
}

void SequentialComparison::count_sign(double difference) {
  if (difference == 0) return;
  ++(difference < 0 ? signs_.lost : signs_.gained);
  evidence_.log_worse = log_e_value_worse(signs_);
  evidence_.log_better = log_e_value_better(signs_);
}

void SequentialComparison::bet_on(double difference) {
  double bet = kLargestBet / (1 - options_.margin);
  for (double& capital : log_capital_) {
    capital += std::log1p(bet * (difference + options_.margin));
    bet *= kBetStep;
  }
  evidence_.log_no_worse = log_mean(log_capital_);
}

Decision SequentialComparison::add(double difference) {
  if (std::isnan(difference)) return decision_;
  const double within = std::clamp(difference, -1.0, 1.0);
  ++clusters_;
  count_sign(within);
  bet_on(within);
  if (decision_ != Decision::undecided) return decision_;
  if (evidence_.log_worse >= worse_threshold()) {
    decision_ = Decision::worse;
  } else if (evidence_.log_better >= other_threshold()) {
    decision_ = Decision::better;
  } else if (evidence_.log_no_worse >= other_threshold()) {
    decision_ = Decision::no_worse;
  }
  return decision_;
}

}  // namespace sightline

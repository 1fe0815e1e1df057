#pragma once

#include <cstdint>

namespace sightline {

/// The value below which a standard normal variable lies with probability `p`, 0 < p < 1.
/// Minus and plus infinity at and beyond the ends.
double normal_quantile(double p);
double normal_cdf(double x);
/// Student's t with `dof` > 0 degrees of freedom.
double student_t_quantile(double p, double dof);
double student_t_cdf(double x, double dof);
/// P(X <= k) and P(X >= k) of a binomial variable of `n` trials with probability `p`, without cancellation in the
/// tails.
double binomial_at_most(std::uint64_t k, std::uint64_t n, double p);
double binomial_at_least(std::uint64_t k, std::uint64_t n, double p);
double binomial_exactly(std::uint64_t k, std::uint64_t n, double p);

/// The value below which a beta variable lies with probability `p`, and the one above which it does; a and b > 0.
double beta_quantile(double p, double a, double b);
double beta_upper_quantile(double p, double a, double b);

/// The natural logarithm of n!.
double log_factorial(std::uint64_t n);

}  // namespace sightline

#include "stats/distribution.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <numbers>

namespace sightline {
namespace {

namespace policies = boost::math::policies;

/// Nothing throws: what cannot be told comes back as infinity or as no number.
using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>, policies::rounding_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>, policies::indeterminate_result_error<policies::ignore_error>>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

using StudentT = boost::math::students_t_distribution<double, Quiet>;

double real(std::uint64_t count) {
  return static_cast<double>(count);
}

}  // namespace

double normal_quantile(double p) {
  if (p <= 0) return -kInfinity;
  if (p >= 1) return kInfinity;
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p, Quiet{});
}

double normal_cdf(double x) {
  return std::erfc(-x / std::numbers::sqrt2) / 2;
}

double student_t_quantile(double p, double dof) {
  if (p <= 0) return -kInfinity;
  if (p >= 1) return kInfinity;
  return boost::math::quantile(StudentT(dof), p);
}

double student_t_cdf(double x, double dof) {
  if (std::isinf(x)) return x < 0 ? 0 : 1;
  return boost::math::cdf(StudentT(dof), x);
}

double binomial_at_most(std::uint64_t k, std::uint64_t n, double p) {
  if (k >= n) return 1;
  return boost::math::ibetac(real(k) + 1, real(n - k), std::clamp(p, 0.0, 1.0), Quiet{});
}

double binomial_at_least(std::uint64_t k, std::uint64_t n, double p) {
  if (k == 0) return 1;
  if (k > n) return 0;
  return boost::math::ibeta(real(k), real(n - k) + 1, std::clamp(p, 0.0, 1.0), Quiet{});
}

double binomial_exactly(std::uint64_t k, std::uint64_t n, double p) {
  if (k > n) return 0;
  if (p <= 0) return k == 0 ? 1 : 0;
  if (p >= 1) return k == n ? 1 : 0;
  return boost::math::ibeta_derivative(real(k) + 1, real(n - k) + 1, p, Quiet{}) / (real(n) + 1);
}

double beta_quantile(double p, double a, double b) {
  return boost::math::ibeta_inv(a, b, std::clamp(p, 0.0, 1.0), Quiet{});
}

double beta_upper_quantile(double p, double a, double b) {
  return boost::math::ibetac_inv(a, b, std::clamp(p, 0.0, 1.0), Quiet{});
}

double log_factorial(std::uint64_t n) {
  return boost::math::lgamma(real(n) + 1, Quiet{});
}

}  // namespace sightline

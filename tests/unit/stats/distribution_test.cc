#include "stats/distribution.h"

#include <catch2/catch.hpp>
#include <cmath>

namespace sightline {
namespace {

auto near(double value) {
  return Approx(value).epsilon(1e-10).margin(0);
}

TEST_CASE("the normal distribution is the tabulated one") {
  // Abramowitz and Stegun, tables 26.1 and 26.5.
  CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-14));
  CHECK(normal_quantile(0.8) == near(0.8416212335729143));
  CHECK(normal_quantile(0.5) == Approx(0).margin(1e-16));
  CHECK(normal_quantile(1e-20) == near(-9.262340089798408));
  CHECK(normal_cdf(1) == near(0.8413447460685429));
  CHECK(normal_cdf(-10) == near(7.619853024160527e-24));
  CHECK(std::isinf(normal_quantile(0)));
  CHECK(std::isinf(normal_quantile(1)));
}

TEST_CASE("Student's t is the tabulated one") {
  // One degree of freedom is Cauchy's distribution, two has a closed form.
  CHECK(student_t_quantile(0.975, 1) == near(12.706204736174698));
  CHECK(student_t_quantile(0.975, 2) == near(4.302652729696142));
  CHECK(student_t_quantile(0.975, 9) == near(2.2621571627409915));
  CHECK(student_t_cdf(1, 1) == near(0.75));
  CHECK(student_t_cdf(-3, 2) == near(0.5 - 3 / (2 * std::sqrt(11.0))));
  CHECK(student_t_cdf(-1.959963984540054, 1e9) == Approx(0.025).epsilon(1e-7));
  CHECK(student_t_cdf(-INFINITY, 3) == 0);
  CHECK(std::isinf(student_t_quantile(1, 3)));
}

TEST_CASE("binomial tails are those of exact fractions") {
  struct Row {
    std::uint64_t k, n;
    double p, at_most, at_least, exactly;
  };
  // Added up in exact fractions (Python's fractions and math.comb).
  const Row row = GENERATE(values<Row>({
      {3, 10, 0.5, 0.171875, 0.9453125, 0.1171875},
      {7, 25, 0.3, 0.5118485439713433, 0.6593450957206082, 0.1711936396919514},
      {0, 40, 0.1, 0.014780882941434592, 1, 0.014780882941434592},
      {190, 200, 0.5, 1, 1.4738538021484267e-44, 1.3971294281831597e-44},
      {5, 1000, 0.05, 1.9449795094223978e-16, 1, 1.7632202473863237e-16},
  }));
  CAPTURE(row.k, row.n, row.p);
  CHECK(binomial_at_most(row.k, row.n, row.p) == near(row.at_most));
  CHECK(binomial_at_least(row.k, row.n, row.p) == near(row.at_least));
  CHECK(binomial_exactly(row.k, row.n, row.p) == near(row.exactly));
}

TEST_CASE("a binomial variable stays between none and all, also where its probability is 0 or 1") {
  CHECK(binomial_at_most(0, 0, 0.5) == 1);
  CHECK(binomial_at_least(0, 0, 0.5) == 1);
  CHECK(binomial_exactly(0, 0, 0.5) == near(1));
  CHECK(binomial_at_least(4, 3, 0.5) == 0);
  CHECK(binomial_exactly(4, 3, 0.5) == 0);
  CHECK(binomial_at_most(2, 3, 0) == 1);
  CHECK(binomial_at_most(2, 3, 1) == 0);
  CHECK(binomial_at_least(1, 3, 0) == 0);
  CHECK(binomial_exactly(3, 3, 1) == 1);
  CHECK(binomial_exactly(0, 3, 0) == 1);
}

TEST_CASE("beta quantiles leave what they say below and above") {
  // The beta(1, b) and beta(a, 1) distributions have closed forms.
  CHECK(beta_quantile(0.3, 1, 7) == near(1 - std::pow(0.7, 1.0 / 7)));
  CHECK(beta_quantile(0.3, 4, 1) == near(std::pow(0.3, 0.25)));
  CHECK(beta_upper_quantile(0.3, 4, 1) == near(std::pow(0.7, 0.25)));
  CHECK(beta_upper_quantile(1e-30, 1, 1e9) == near(-std::expm1(std::log(1e-30) / 1e9)));
}

TEST_CASE("logarithms of factorials are exact for small numbers and Stirling's for large ones") {
  CHECK(log_factorial(0) == Approx(0).margin(1e-15));
  CHECK(log_factorial(20) == near(std::log(2432902008176640000.0)));
  const double n = 1e9;
  CHECK(log_factorial(1'000'000'000) == near(n * std::log(n) - n + std::log(2 * M_PI * n) / 2));
}

}  // namespace
}  // namespace sightline

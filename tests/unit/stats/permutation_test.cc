#include "stats/permutation.h"

#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

namespace sightline {
namespace {

std::optional<PermutationTest> of_independent(const std::vector<double>& values, const BootstrapOptions& options = {}) {
  std::vector<std::uint32_t> clusters(values.size());
  std::iota(clusters.begin(), clusters.end(), 0);
  return permutation_p(values, clusters, static_cast<std::uint32_t>(values.size()), options);
}

TEST_CASE("turning signs gives Fisher's published count for Darwin's maize") {
  // Fisher 1935, The Design of Experiments, section 21: 863 of the 2^15 sums are as great as the one observed, in
  // eighths of an inch, crossed less self-fertilised; 1726 are as far from 0.
  const std::vector<double> self_less_crossed{-49, 67, -8, -16, -6, -23, -28, -41, -14, -29, -56, -24, -75, -60, 48};
  const PermutationTest test = of_independent(self_less_crossed).value();
  CHECK(test.is_exact);
  CHECK(test.below == 863.0 / 32768);
  CHECK(test.two_sided == 1726.0 / 32768);
}

TEST_CASE("clusters turn as one, and those without a difference do not count") {
  const std::vector<double> values{-1, -1, 0.5, -0.5, -1, 0};
  const std::vector<std::uint32_t> clusters{0, 0, 1, 1, 2, 3};
  // Sums -2, 0, -1 and 0: of four ways one is as low and two are as far.
  const PermutationTest test = permutation_p(values, clusters, 4, {}).value();
  CHECK(test.is_exact);
  CHECK(test.below == 0.25);
  CHECK(test.two_sided == 0.5);
}

TEST_CASE("sums that rounding tells apart count as equal") {
  const PermutationTest test = of_independent({-0.1, -0.2, 0.3, -0.7, 0.7}).value();
  CHECK(test.two_sided == 1);
}

TEST_CASE("random signs come near the exact test") {
  // Of 30 clusters 21 are lower: a binomial tail, P(X >= 21) of 30 by 1/2 (exact fractions: 22964087 / 2^30).
  std::vector<double> values(30, -1);
  for (int i = 0; i < 9; ++i) values[i] = 1;
  const PermutationTest test = of_independent(values, {.seed = 3, .resamples = 20000}).value();
  CHECK_FALSE(test.is_exact);
  CHECK(test.below == Approx(22964087.0 / (1 << 30)).margin(0.005));
  CHECK(test.two_sided == Approx(2 * 22964087.0 / (1 << 30)).margin(0.007));
  const PermutationTest again = of_independent(values, {.seed = 3, .resamples = 20000}).value();
  CHECK(again.below == test.below);
  CHECK(again.two_sided == test.two_sided);
}

TEST_CASE("random signs never give a p value of 0") {
  const PermutationTest test = of_independent(std::vector<double>(200, -1), {.resamples = 99}).value();
  CHECK(test.below == 0.01);
  CHECK(test.two_sided == 0.01);
}

TEST_CASE("no values give no test, and no differences give 1") {
  CHECK_FALSE(of_independent({}));
  CHECK_FALSE(of_independent(std::vector<double>(21, 1), {.resamples = 0}));
  CHECK(of_independent({0, 0, 0}).value().two_sided == 1);
  CHECK(of_independent({0, 0, 0}).value().below == 1);
}

}  // namespace
}  // namespace sightline

#include "stats/mean.h"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <vector>

namespace sightline {
namespace {

MeanEstimate independent(const std::vector<double>& values) {
  std::vector<std::uint32_t> clusters(values.size());
  std::iota(clusters.begin(), clusters.end(), 0);
  return mean_estimate(values, clusters, static_cast<std::uint32_t>(values.size()));
}

TEST_CASE("a mean of independent values is tested as R's t.test does it") {
  // R, datasets::sleep (Student 1908): with(sleep, t.test(extra[group == 1], extra[group == 2], paired = TRUE)).
  const MeanEstimate sleep = independent({-1.2, -2.4, -1.3, -1.3, 0, -1, -1.8, -0.8, -4.6, -1.4});
  CHECK(sleep.mean == Approx(-1.58));
  CHECK(sleep.count == 10);
  CHECK(sleep.clusters == 10);
  CHECK(sleep.interval->low == Approx(-2.4598858).epsilon(1e-7));
  CHECK(sleep.interval->high == Approx(-0.7001142).epsilon(1e-7));
  CHECK(sleep.mean / *sleep.standard_error == Approx(-4.062128).epsilon(1e-6));
  const MeanTest test = mean_test(sleep, 0).value();
  CHECK(test.two_sided == Approx(0.002833).epsilon(1e-3));
  CHECK(test.below == Approx(test.two_sided / 2));
  CHECK(mean_test(sleep, -4).value().below == Approx(1 - mean_test(sleep, -4).value().two_sided / 2));
}

TEST_CASE("values of one cluster count as one observation") {
  const std::array<double, 6> values{1, 1, 0, 0, 1, 0};
  const std::array<std::uint32_t, 6> clusters{0, 0, 1, 1, 2, 2};
  const MeanEstimate estimate = mean_estimate(values, clusters, 3);
  CHECK(estimate.mean == 0.5);
  CHECK(estimate.clusters == 3);
  // By hand: cluster sums of deviations 1, -1 and 0: sqrt(3/2 · 2) / 6; t of 2 degrees of freedom.
  CHECK(*estimate.standard_error == Approx(std::sqrt(3.0) / 6));
  CHECK(estimate.interval->high == Approx(0.5 + 4.302652729696142 * std::sqrt(3.0) / 6));
}

TEST_CASE("clusters of different sizes weigh what they hold") {
  const std::array<double, 5> values{2, 4, 6, 1, 7};
  const std::array<std::uint32_t, 5> clusters{0, 0, 0, 4, 2};
  const MeanEstimate estimate = mean_estimate(values, clusters, 5);
  CHECK(estimate.mean == 4);
  CHECK(estimate.clusters == 3);
  // By hand: deviations add up to 0, -3 and 3.
  CHECK(*estimate.standard_error == Approx(std::sqrt(1.5 * 18) / 5));
}

TEST_CASE("of no values and of one cluster no error can be told") {
  const MeanEstimate none = mean_estimate({}, {}, 0);
  CHECK((none.count == 0 && none.clusters == 0 && none.mean == 0 && !none.standard_error && !none.interval));
  const std::array<double, 2> values{1, 0};
  const std::array<std::uint32_t, 2> clusters{0, 0};
  const MeanEstimate one = mean_estimate(values, clusters, 1);
  CHECK(one.mean == 0.5);
  CHECK(one.clusters == 1);
  CHECK_FALSE(one.standard_error);
  CHECK_FALSE(one.interval);
  CHECK_FALSE(mean_test(one, 0));
}

TEST_CASE("equal values have no error, and a test goes by the mean alone") {
  const MeanEstimate equal = independent(std::vector<double>(1000, 0.1));
  CHECK(equal.mean == 0.1);
  CHECK(equal.standard_error == 0.0);
  CHECK((equal.interval->low == 0.1 && equal.interval->high == 0.1));
  const auto test = [&](double expected) { return mean_test(equal, expected).value(); };
  CHECK((test(0.1).two_sided == 1 && test(0.1).below == 1));
  CHECK((test(0.2).two_sided == 0 && test(0.2).below == 0));
  CHECK((test(0).two_sided == 0 && test(0).below == 1));
}

TEST_CASE("clusters that all have the same mean leave no rounding as error") {
  std::vector<double> values;
  std::vector<std::uint32_t> clusters;
  for (std::uint32_t cluster = 0; cluster < 100; ++cluster) {
    for (const double value : {0.1, 0.2, 0.7}) {
      values.push_back(value);
      clusters.push_back(cluster);
    }
  }
  CHECK(mean_estimate(values, clusters, 100).standard_error == 0.0);
}

TEST_CASE("a small spread around a large mean is not lost") {
  const MeanEstimate estimate = independent({1e9 + 1, 1e9 + 2, 1e9 + 3});
  CHECK(estimate.mean == 1e9 + 2);
  CHECK(*estimate.standard_error == Approx(1 / std::sqrt(3.0)));
}

TEST_CASE("a confidence that is none gives no interval") {
  const std::array<double, 2> values{1, 0};
  const std::array<std::uint32_t, 2> clusters{0, 1};
  for (const double confidence : {0.0, 1.0, -3.0, 7.0, std::nan("")}) {
    CAPTURE(confidence);
    CHECK_FALSE(mean_estimate(values, clusters, 2, confidence).interval);
  }
  CHECK(mean_estimate(values, clusters, 2, 0.5).interval);
}

}  // namespace
}  // namespace sightline

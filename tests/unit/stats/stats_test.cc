#include <catch2/catch.hpp>
#include <cmath>

#include "stats/interval.h"
#include "stats/percentile.h"

namespace sightline {
namespace {

TEST_CASE("Wilson's interval is the published one") {
  struct Row {
    std::uint64_t successes, trials;
    double low, high;
  };
  // Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3.
  const Row row = GENERATE(
      values<Row>({{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}}));
  CAPTURE(row.successes, row.trials);
  const Interval interval = wilson_interval(row.successes, row.trials);
  CHECK(interval.low == Approx(row.low).margin(0.00005));
  CHECK(interval.high == Approx(row.high).margin(0.00005));
}

TEST_CASE("the exact interval is the published one") {
  struct Row {
    std::uint64_t successes, trials;
    double low, high;
  };
  // Newcombe 1998, table I, method 5.
  const Row row = GENERATE(
      values<Row>({{81, 263, 0.2527, 0.3676}, {15, 148, 0.0578, 0.1617}, {0, 20, 0, 0.1684}, {1, 29, 0.0009, 0.1776}}));
  CAPTURE(row.successes, row.trials);
  const Interval interval = clopper_pearson_interval(row.successes, row.trials);
  CHECK(interval.low == Approx(row.low).margin(0.00005));
  CHECK(interval.high == Approx(row.high).margin(0.00005));
}

TEST_CASE("the exact interval of none and of all is the closed form") {
  const double tail = std::pow(0.005, 1.0 / 30);
  CHECK(clopper_pearson_interval(0, 30, 0.99).high == Approx(1 - tail));
  CHECK(clopper_pearson_interval(0, 30, 0.99).low == 0);
  CHECK(clopper_pearson_interval(30, 30, 0.99).low == Approx(tail));
  CHECK(clopper_pearson_interval(30, 30, 0.99).high == 1);
  CHECK(clopper_pearson_interval(0, 0).high == 1);
  CHECK(clopper_pearson_interval(3, 9, 7).low == 0);
  CHECK(clopper_pearson_interval(3, 9, 7).high == 1);
}

TEST_CASE("of no trials nothing is known") {
  CHECK(wilson_interval(0, 0).low == 0);
  CHECK(wilson_interval(0, 0).high == 1);
}

TEST_CASE("an interval holds its share and stays within 0 and 1") {
  for (std::uint64_t trials = 1; trials <= 60; ++trials) {
    for (std::uint64_t successes = 0; successes <= trials; ++successes) {
      const Interval interval = wilson_interval(successes, trials);
      const double share = static_cast<double>(successes) / static_cast<double>(trials);
      CAPTURE(successes, trials);
      CHECK((0 <= interval.low && interval.low <= share && share <= interval.high && interval.high <= 1));
    }
  }
}

double percentile_of(std::vector<double> values, double share) {
  return percentile(values, share).value();
}

TEST_CASE("percentiles lie between the values, as NumPy has them") {
  CHECK(percentile_of({7}, 0.95) == 7);
  CHECK(percentile_of({3, 1, 2}, 0.5) == 2);
  CHECK(percentile_of({4, 1, 3, 2}, 0.5) == 2.5);
  CHECK(percentile_of({1, 2, 3, 4}, 0.95) == Approx(3.85));
  CHECK(percentile_of({1, 2, 3, 4}, 0) == 1);
  CHECK(percentile_of({1, 2, 3, 4}, 1) == 4);
  std::vector<double> none;
  CHECK_FALSE(percentile(none, 0.5));
}

}  // namespace
}  // namespace sightline

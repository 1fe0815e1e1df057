#include <catch2/catch.hpp>

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

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "stats/multiplicity.h"
#include "stats/power.h"
#include "stats/repeats.h"

namespace sightline {
namespace {

void check_equal(const std::vector<double>& values, const std::vector<double>& expected) {
  REQUIRE(values.size() == expected.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    CAPTURE(i);
    CHECK(values[i] == Approx(expected[i]).epsilon(1e-8));
  }
}

// The 15 tests of thrombolysis in Benjamini and Hochberg 1995, section 4; of them theirs rejects four at 0.05 and
// Bonferroni's three. Adjusted by a separate program.
const std::vector<double> kThrombolysis{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0};

TEST_CASE("p values are adjusted as published") {
  check_equal(holm(kThrombolysis),
              {0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, 1, 1, 1, 1, 1, 1});
  check_equal(benjamini_hochberg(kThrombolysis),
              {0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857143, 0.063857143, 0.0645, 0.0765, 0.486, 0.581181818,
               0.714875, 0.753230769, 0.813214286, 1});
}

TEST_CASE("p values are adjusted in the order given") {
  const std::array<double, 5> p_values{0.04, 0.01, 0.05, 0.02, 0.03};
  // R: p.adjust(p, "holm") and p.adjust(p, "BH").
  check_equal(holm(p_values), {0.09, 0.05, 0.09, 0.08, 0.09});
  check_equal(benjamini_hochberg(p_values), {0.05, 0.05, 0.05, 0.05, 0.05});
}

TEST_CASE("no p values are adjusted to none, one to itself, and what is no number to 1") {
  CHECK(holm({}).empty());
  CHECK(benjamini_hochberg({}).empty());
  const std::array<double, 1> one{0.3};
  check_equal(holm(one), {0.3});
  check_equal(benjamini_hochberg(one), {0.3});
  const std::array<double, 3> with_none{0.01, std::nan(""), 0.02};
  check_equal(holm(with_none), {0.03, 1, 0.04});
  check_equal(benjamini_hochberg(with_none), {0.03, 1, 0.03});
}

TEST_CASE("the size of a comparison is the published one") {
  // lmms-eval's power_analysis: deviation 0.5 in each model, correlation 0.5: 2181 items for 3 points; with 500 items
  // 6.3 points.
  const double sd = sd_of_paired_difference(0.5, 0.5, 0, 1);
  CHECK(sd == Approx(0.5));
  CHECK(items_needed(0.03, sd) == 2181);
  CHECK(minimum_detectable(500, sd) == Approx(0.0626).margin(0.00005));
  // z of 0.995 and of 0.9: 2.5758 + 1.2816 (Abramowitz and Stegun, table 26.5).
  CHECK(items_needed(1, 1, {.alpha = 0.01, .power = 0.9}) == 15);  // 14.879
  CHECK(minimum_detectable(2181, sd) <= 0.03);
  CHECK(minimum_detectable(2180, sd) > 0.03);
}

TEST_CASE("repeats take away the scatter of answers, not that of items") {
  CHECK(sd_of_paired_difference(0.3, 0.75, 0.4, 1) == Approx(std::sqrt(2 * 0.09 * 0.25 + 2 * 0.16)));
  CHECK(sd_of_paired_difference(0.3, 0.75, 0.4, 4) == Approx(std::sqrt(2 * 0.09 * 0.25 + 2 * 0.04)));
  CHECK(sd_of_paired_difference(0.3, 1, 0, 1) == 0);
  CHECK(sd_of_paired_difference(0.3, 1, 0.4, 0) == sd_of_paired_difference(0.3, 1, 0.4, 1));
}

TEST_CASE("nothing to tell apart takes no items, and no difference takes more than there are") {
  CHECK(items_needed(0.03, 0) == 0);
  CHECK(items_needed(0, 0.5) == 1'000'000'000'000'000);
  CHECK(items_needed(0, 0) == 1'000'000'000'000'000);
  CHECK(std::isinf(minimum_detectable(0, 0.5)));
}

TEST_CASE("pass@k and pass^k are those of counting choices") {
  // C(3,2)/C(5,2) = 3/10 and C(2,2)/C(5,2) = 1/10.
  CHECK(pass_at_k(5, 2, 2).value() == Approx(0.7));
  CHECK(pass_hat_k(5, 2, 2).value() == Approx(0.1));
  CHECK(pass_at_k(5, 2, 1).value() == Approx(0.4));
  CHECK(pass_hat_k(5, 2, 1).value() == Approx(0.4));
  // Exact fractions: human-eval's 200 samples, of which 3 pass.
  CHECK(pass_at_k(200, 3, 1).value() == Approx(0.015));
  CHECK(pass_at_k(200, 3, 10).value() == Approx(0.1433074463225217).epsilon(1e-12));
  CHECK(pass_at_k(200, 3, 100).value() == Approx(0.8768844221105527).epsilon(1e-12));
  CHECK(pass_hat_k(200, 190, 100).value() == Approx(0.0007710260627178503).epsilon(1e-12));
  CHECK(pass_hat_k(12, 9, 3).value() == Approx(0.38181818181818183));
  CHECK(pass_at_k(5, 4, 2) == 1.0);
  CHECK(pass_hat_k(5, 1, 2) == 0.0);
  CHECK(pass_at_k(3, 0, 3) == 0.0);
  CHECK(pass_hat_k(3, 3, 3) == 1.0);
}

TEST_CASE("of more answers than there are, and of none, no chance is told") {
  CHECK_FALSE(pass_at_k(3, 1, 4));
  CHECK_FALSE(pass_hat_k(3, 1, 4));
  CHECK_FALSE(pass_at_k(3, 1, 0));
  CHECK_FALSE(pass_hat_k(3, 1, 0));
  CHECK_FALSE(pass_at_k(0, 0, 1));
}

TEST_CASE("stability is told of the units that were repeated, as lmms-eval tells it") {
  // [[1,1,0], [0,0,0], [1,1,1], [1,0]] by the definitions of lmms-eval's api/metrics.py, by hand; the unit with one
  // answer is left out. Variances 1/3, 0, 0 and 1/2.
  const std::array<RepeatCount, 5> units{{{2, 3}, {0, 3}, {3, 3}, {1, 2}, {1, 1}}};
  const Stability figures = stability(units).value();
  CHECK(figures.units == 4);
  CHECK(figures.expected_accuracy == Approx(6.0 / 11));
  CHECK(figures.consensus_accuracy == 0.5);
  CHECK(figures.instability_variance == Approx((1.0 / 3 + 0.5) / 4));
  CHECK(figures.consistency_rate == 0.5);
}

TEST_CASE("without a unit that was repeated no stability is told") {
  const std::array<RepeatCount, 2> units{{{1, 1}, {0, 1}}};
  CHECK_FALSE(stability(units));
  CHECK_FALSE(stability({}));
}

}  // namespace
}  // namespace sightline

#include "stats/discordant.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

TEST_CASE("McNemar's exact test is the published one") {
  struct Row {
    DiscordantPairs pairs;
    double two_sided, mid_p, worse;
  };
  // 1:7 is Bentur's table in Fagerland, Lydersen and Laake 2013 (exact 0.0703, mid-p 0.0391), 150:86 Agresti's of the
  // prime minister's ratings; all of them were added up in exact fractions (Python's fractions and math.comb).
  const Row row = GENERATE(values<Row>({
      {{1, 7}, 0.0703125, 0.0390625, 0.99609375},
      {{6, 16}, 0.052478790283203125, 0.03468966484069824, 0.9915497303009033},
      {{25, 2}, 5.647540092468262e-06, 3.032386302947998e-06, 2.823770046234131e-06},
      {{150, 86}, 3.715936139571442e-05, 2.89338951761549e-05, 1.857968069785721e-05},
      {{5, 5}, 1, 0.876953125, 0.623046875},
      {{6, 0}, 0.03125, 0.015625, 0.015625},
      {{7, 1}, 0.0703125, 0.0390625, 0.03515625},
      {{8, 1}, 0.0390625, 0.021484375, 0.01953125},
      {{1, 0}, 1, 0.5, 0.5},
      {{600, 500}, 0.0028195449914364275, 0.002564772797753158, 0.0014097724957182138},
      {{0, 0}, 1, 1, 1},
  }));
  CAPTURE(row.pairs.lost, row.pairs.gained);
  const McNemarTest test = mcnemar_test(row.pairs);
  CHECK(test.two_sided == Approx(row.two_sided).epsilon(1e-10));
  CHECK(test.mid_p == Approx(row.mid_p).epsilon(1e-10));
  CHECK(test.worse == Approx(row.worse).epsilon(1e-10));
}

TEST_CASE("McNemar's test is exact far out") {
  const McNemarTest test = mcnemar_test({1000, 0});
  CHECK(test.worse == Approx(9.332636185032189e-302).epsilon(1e-10));  // 2^-1000
  CHECK(test.two_sided == Approx(2 * 9.332636185032189e-302).epsilon(1e-10));
}

TEST_CASE("the interval of paired shares is R's scoreci.mp") {
  struct Row {
    double lost, gained, pairs, confidence, low, high;
  };
  // PropCIs 0.3-0, scoreci.mp(lost, gained, pairs, confidence); it stops at a precision of 1e-7.
  const Row row = GENERATE(values<Row>({
      {40, 20, 160, 0.95, -0.21806423366069794, -0.030864588916301727},
      {0, 0, 100, 0.95, -0.03699350357055664, 0.036993443965911865},
      {1, 7, 50, 0.95, 0.011619682312011706, 0.24658078670501707},
      {5, 0, 25, 0.95, -0.39130954742431645, -0.0401693105697632},
      {2, 2, 30, 0.95, -0.1621800661087036, 0.16218000650405884},
      {50, 0, 50, 0.95, -1, -0.8573047518730164},
      {4, 11, 320, 0.95, -0.00209718327969313, 0.049683837033808236},
  }));
  CAPTURE(row.lost, row.gained, row.pairs);
  const Interval interval = paired_share_interval(row.lost, row.gained, row.pairs, row.confidence);
  CHECK(interval.low == Approx(row.low).margin(1e-6));
  CHECK(interval.high == Approx(row.high).margin(1e-6));
}

TEST_CASE("the interval of paired shares inverts the score test") {
  struct Row {
    double lost, gained, pairs, low, high;
  };
  // Inverted by bisection with the restricted estimate found by a numerical search for the greatest likelihood, in a
  // separate program.
  const Row row = GENERATE(values<Row>({
      {5, 5, 100, -0.070221198, 0.070221198},
      {0, 0, 20, -0.16112515805, 0.16112515805},
      {0, 5, 50, 0.0215176445, 0.2136023143},
      {3, 0, 40, -0.1986423352, 0.0191932192},
      {2.5, 7.25, 33.5, -0.0462485330, 0.3280530222},
      {12, 2, 14, -0.9198121574, -0.2011724100},
      {0, 10, 10, 0.4449344002, 1},
      {16, 6, 161, -0.1240234322, -0.0054333962},
  }));
  CAPTURE(row.lost, row.gained, row.pairs);
  const Interval interval = paired_share_interval(row.lost, row.gained, row.pairs);
  CHECK(interval.low == Approx(row.low).margin(1e-8));
  CHECK(interval.high == Approx(row.high).margin(1e-8));
}

TEST_CASE("where no pair is discordant the ends are Wilson's for no success") {
  const Interval interval = paired_share_interval(0, 0, 77);
  CHECK(interval.high == Approx(kZ95 * kZ95 / (77 + kZ95 * kZ95)).epsilon(1e-11));
  CHECK(interval.low == -interval.high);
}

TEST_CASE("the interval of paired shares holds the difference, within -1 and 1, and turns with the sides") {
  for (int pairs = 1; pairs <= 12; ++pairs) {
    for (int lost = 0; lost <= pairs; ++lost) {
      for (int gained = 0; lost + gained <= pairs; ++gained) {
        const Interval interval = paired_share_interval(lost, gained, pairs);
        const Interval turned = paired_share_interval(gained, lost, pairs);
        const double difference = static_cast<double>(gained - lost) / pairs;
        CAPTURE(lost, gained, pairs);
        CHECK((-1 <= interval.low && interval.low <= difference));
        CHECK((difference <= interval.high && interval.high <= 1));
        CHECK(interval.high - interval.low > 0.1);
        CHECK(interval.low == -turned.high);
      }
    }
  }
}

TEST_CASE("of no pairs, and at a confidence that is none, the interval of paired shares is all there is") {
  for (const Interval interval : {paired_share_interval(0, 0, 0), paired_share_interval(1, 2, 9, 1),
                                  paired_share_interval(1, 2, 9, 5), paired_share_interval(1, 2, 9, -5)}) {
    CHECK((interval.low == -1 && interval.high == 1));
  }
}

TEST_CASE("Fisher's exact test is the published one") {
  // R, fisher.test: convictions of twins (Fisher 1962), alternative "less": p = 0.0004652.
  CHECK(fisher_fewer_passes(10, 13, 2, 17) == Approx(0.0004652).epsilon(1e-4));
  // R, fisher.test: the lady tasting tea, alternative "greater": p = 0.2429.
  CHECK(fisher_fewer_passes(3, 4, 1, 4) == Approx(0.2429).epsilon(1e-3));
}

TEST_CASE("Fisher's exact test is that of exact fractions") {
  struct Row {
    std::uint64_t before_passed, before_trials, now_passed, now_trials;
    double p;
  };
  // Hypergeometric probabilities added up in exact fractions (Python's fractions and math.comb).
  const Row row = GENERATE(values<Row>({
      {10, 13, 2, 17, 0.00046518094336290503},
      {5, 6, 2, 10, 0.024475524475524476},
      {1, 4, 3, 4, 0.9857142857142858},
      {11, 13, 6, 16, 0.01316534715098591},
      {900, 1000, 850, 1000, 0.00044754376934534465},
      {5000, 10000, 4000, 10000, 3.883502809917811e-46},
      {20, 20, 20, 20, 1},
      {0, 5, 0, 7, 1},
      {0, 0, 0, 0, 1},
      {3, 5, 0, 0, 1},
  }));
  CAPTURE(row.before_passed, row.before_trials, row.now_passed, row.now_trials);
  const double p = fisher_fewer_passes(row.before_passed, row.before_trials, row.now_passed, row.now_trials);
  CHECK(p == Approx(row.p).epsilon(1e-10));
}

}  // namespace
}  // namespace sightline

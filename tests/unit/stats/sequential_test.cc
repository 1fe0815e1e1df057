#include "stats/sequential.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "stats/pcg64.h"

namespace sightline {
namespace {

TEST_CASE("e-values are those of exact fractions") {
  struct Row {
    DiscordantPairs pairs;
    double any, worse, better;
  };
  // 2^n b! c!/(n+1)!, and the same integral over half of the prior, in exact fractions (Python).
  const Row row = GENERATE(values<Row>({
      {{0, 0}, 0, 0, 0},
      {{5, 0}, 1.6739764335716714, 2.3513752571634776, -1.791759469228055},
      {{0, 5}, 1.6739764335716714, -1.791759469228055, 2.3513752571634776},
      {{8, 1}, 1.7385149547092427, 2.4208618339184182, -2.1019143975318944},
      {{12, 12}, -1.3936438982180608, -1.3936438982180608, -1.3936438982180608},
      {{150, 86}, 6.240215438555026, 6.9333481520627345, -4.210281368068905},
      {{40, 400}, 167.5736571369453, -5.88948587405423, 168.26680431750518},
      {{3000, 2500}, 18.673935881644866, 19.367083062197253, -6.2355192483678366},
  }));
  CAPTURE(row.pairs.lost, row.pairs.gained);
  CHECK(log_e_value(row.pairs) == Approx(row.any).epsilon(1e-9).margin(1e-12));
  CHECK(log_e_value_worse(row.pairs) == Approx(row.worse).epsilon(1e-9).margin(1e-12));
  CHECK(log_e_value_better(row.pairs) == Approx(row.better).epsilon(1e-9).margin(1e-12));
}

TEST_CASE("e-values stay finite where every pair falls one way") {
  // Closed forms: 2^n/(n+1), twice that less what is below 2^-n, and 1/(n+1).
  const DiscordantPairs pairs{1'000'000, 0};
  const double any = 1e6 * std::log(2.0) - std::log(1e6 + 1);
  CHECK(log_e_value(pairs) == Approx(any));
  CHECK(log_e_value_worse(pairs) == Approx(any + std::log(2.0)));
  CHECK(log_e_value_better(pairs) == Approx(-std::log(1e6 + 1)).epsilon(1e-6));
}

TEST_CASE("an e-value is a fair game under what it speaks against") {
  for (std::uint64_t lost = 0; lost <= 12; ++lost) {
    for (std::uint64_t gained = 0; gained <= 12; ++gained) {
      for (const auto log_value : {log_e_value, log_e_value_worse, log_e_value_better}) {
        const double next = (std::exp(log_value({lost + 1, gained})) + std::exp(log_value({lost, gained + 1}))) / 2;
        CAPTURE(lost, gained);
        CHECK(std::exp(log_value({lost, gained})) == Approx(next).epsilon(1e-9));
      }
    }
  }
}

TEST_CASE("the bets are those of a separate program") {
  SequentialComparison comparison({.margin = 0.02});
  for (const double difference : {0.0, 0.0, 1.0, -1.0, 0.5, 0.0, -0.25, 0.0}) comparison.add(difference);
  CHECK(comparison.evidence().log_no_worse == Approx(-0.08928069060620679).epsilon(1e-9));
  CHECK(comparison.clusters() == 8);
  CHECK(comparison.signs().lost == 2);
  CHECK(comparison.signs().gained == 2);
  CHECK(comparison.evidence().log_worse == Approx(log_e_value_worse({2, 2})));
  CHECK(comparison.evidence().log_better == Approx(log_e_value_better({2, 2})));
  SequentialComparison equal({.margin = 0.05});
  for (int i = 0; i < 100; ++i) equal.add(0);
  CHECK(equal.evidence().log_no_worse == Approx(2.7267654559349794).epsilon(1e-9));
}

TEST_CASE("alpha is split among the three decisions") {
  const SequentialComparison comparison({.alpha = 0.05});
  CHECK(comparison.worse_threshold() == Approx(std::log(40.0)));
  CHECK(comparison.other_threshold() == Approx(std::log(80.0)));
  CHECK(std::exp(-comparison.worse_threshold()) + 2 * std::exp(-comparison.other_threshold()) == Approx(0.05));
}

TEST_CASE("the first decision stays and the evidence goes on") {
  SequentialComparison comparison({});
  int losses = 0;
  while (comparison.decision() == Decision::undecided && losses < 100) {
    comparison.add(-1);
    ++losses;
  }
  CHECK(comparison.decision() == Decision::worse);
  // 2 (2^(n+1) - 1)/(2 (n+1)) reaches 40 with eight pairs: 56.8, and 31.9 with seven.
  CHECK(losses == 8);
  const double before = comparison.evidence().log_worse;
  for (int i = 0; i < 200; ++i) CHECK(comparison.add(1) == Decision::worse);
  CHECK(comparison.evidence().log_worse < before);
  CHECK(comparison.evidence().log_better > comparison.other_threshold());
}

TEST_CASE("gains are better, and no difference at all is no worse") {
  SequentialComparison better({});
  for (int i = 0; i < 10; ++i) better.add(1);
  CHECK(better.decision() == Decision::better);
  SequentialComparison same({.margin = 0.02});
  int clusters = 0;
  while (same.add(0) == Decision::undecided && clusters < 1000) ++clusters;
  CHECK(same.decision() == Decision::no_worse);
  CHECK(clusters < 400);
}

TEST_CASE("differences beyond the ends count as the ends, and what is no number is left out") {
  SequentialComparison wild({});
  SequentialComparison tame({});
  for (const double difference : {-7.0, 3.0, std::nan(""), HUGE_VAL}) wild.add(difference);
  for (const double difference : {-1.0, 1.0, 1.0}) tame.add(difference);
  CHECK(wild.clusters() == 3);
  CHECK(wild.evidence().log_no_worse == tame.evidence().log_no_worse);
  CHECK(wild.evidence().log_worse == tame.evidence().log_worse);
}

struct Tally {
  int undecided = 0, worse = 0, better = 0, no_worse = 0;
};

/// Decisions of many runs that look after each cluster, of which shares are lower and higher than before.
Tally decisions(double lower, double higher, int clusters, int runs, double margin) {
  Tally tally;
  Pcg64 random(20);
  for (int run = 0; run < runs; ++run) {
    SequentialComparison comparison({.margin = margin});
    for (int i = 0; i < clusters && comparison.decision() == Decision::undecided; ++i) {
      const double drawn = random.below(1'000'000) / 1e6;
      comparison.add(drawn < lower ? -1 : drawn < lower + higher ? 1 : 0);
    }
    switch (comparison.decision()) {
      case Decision::undecided:
        ++tally.undecided;
        break;
      case Decision::worse:
        ++tally.worse;
        break;
      case Decision::better:
        ++tally.better;
        break;
      case Decision::no_worse:
        ++tally.no_worse;
        break;
    }
  }
  return tally;
}

TEST_CASE("looking after each cluster raises no more false alarms than alpha") {
  const Tally same = decisions(0.1, 0.1, 300, 2000, 0.05);
  CHECK(same.worse + same.better <= 100);
  CHECK(same.worse + same.better > 0);
  const Tally at_margin = decisions(0.1, 0.05, 300, 2000, 0.05);
  CHECK(at_margin.better + at_margin.no_worse <= 100);
  CHECK(at_margin.better + at_margin.no_worse > 0);
}

TEST_CASE("a comparison that may stop early does come to a decision") {
  const Tally worse = decisions(0.15, 0.03, 400, 100, 0.02);
  CHECK(worse.worse >= 95);
  const Tally same = decisions(0.01, 0.01, 600, 100, 0.05);
  CHECK(same.no_worse >= 95);
  const Tally better = decisions(0.0, 0.5, 200, 100, 0);
  CHECK(better.better + better.no_worse >= 99);
}

}  // namespace
}  // namespace sightline

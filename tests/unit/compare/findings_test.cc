#include "compare/findings.h"

#include <catch2/catch.hpp>

#include "compare/measure_words.h"

using namespace sightline;

namespace {

MeasureDifference rate(double difference, Interval interval, double p) {
  MeasureDifference told;
  told.measure = "pass_rate";
  told.base = 0.9;
  told.candidate = 0.9 + difference;
  told.pairs = 400;
  told.clusters = 200;
  told.difference = difference;
  told.standard_error = (interval.high - interval.low) / 2 / 1.96;
  told.interval = interval;
  told.p = p;
  told.margin = 0.02;
  return told;
}

Finding found(MeasureDifference told) {
  judge_difference(told, 0.95);
  return told.finding;
}

std::string said(MeasureDifference told, const std::map<UnitFate, std::uint64_t>& fates = {}) {
  judge_difference(told, 0.95);
  return sentence_of(told, 0.95, fates);
}

}  // namespace

TEST_CASE("An interval on one side of 0 and a small p are a finding; one within the margin is no difference") {
  CHECK(found(rate(-0.05, {-0.08, -0.02}, 0.001)) == Finding::worse);
  CHECK(found(rate(0.05, {0.02, 0.08}, 0.001)) == Finding::better);
  CHECK(found(rate(-0.01, {-0.019, -0.001}, 0.03)) == Finding::no_difference);
  CHECK(found(rate(-0.01, {-0.03, 0.01}, 0.3)) == Finding::cannot_tell);
  // Only one of the two holds.
  CHECK(found(rate(-0.03, {-0.06, -0.001}, 0.06)) == Finding::cannot_tell);
  CHECK(found(rate(-0.03, {-0.06, 0.001}, 0.04)) == Finding::cannot_tell);
}

TEST_CASE("What is adjusted for many comparisons counts in place of the p value itself") {
  MeasureDifference told = rate(-0.05, {-0.09, -0.01}, 0.02);
  CHECK(found(told) == Finding::worse);
  told.adjusted_p = 0.08;
  CHECK(found(told) == Finding::cannot_tell);
}

TEST_CASE("Less of a cost is better") {
  MeasureDifference told = rate(-0.05, {-0.08, -0.02}, 0.001);
  told.higher_is_better = false;
  CHECK(found(told) == Finding::better);
}

// ((1.959964 + 0.841621) · sd / 0.02)², of a standard error of 0.01 over 200 clusters: sd 0.141421, 392.4 clusters, so
// 193 more, of two cases each; the least difference is 2.801585 · 0.01.
TEST_CASE("Where it cannot be told, the cases are counted that would settle it") {
  MeasureDifference told = rate(-0.01, {-0.0296, 0.0096}, 0.3);
  told.standard_error = 0.01;
  judge_difference(told, 0.95);
  CHECK(*told.minimum_detectable == Approx(0.02801585).epsilon(1e-5));
  CHECK(told.more_cases == 386);
  CHECK(said(told) ==
        "cannot tell: 386 more cases needed to see a difference of 2 points (now 2.8 points or more); pass rate 90.0 % "
        "→ 89.0 % (-1.0 points, 95 % interval -3.0 to +1.0)");
}

TEST_CASE("A difference at the edge of the margin takes more cases than one at its middle, and one at least") {
  MeasureDifference told = rate(-0.012, {-0.0218, 0.0002}, 0.06);
  told.standard_error = 0.005;
  judge_difference(told, 0.95);
  REQUIRE(told.finding == Finding::cannot_tell);
  // 99 clusters would find a difference of 2 points. The half of the interval, 0.0122, must shrink to 0.012: 206.7.
  CHECK(told.more_cases == 14);
}

TEST_CASE("Sentences tell the finding, both sides, the difference and what became of units") {
  CHECK(said(rate(-0.05, {-0.081, -0.019}, 0.001),
             {{UnitFate::newly_failing, 12}, {UnitFate::fixed, 2}, {UnitFate::still_passing, 380}}) ==
        "worse: pass rate 90.0 % → 85.0 % (-5.0 points, 95 % interval -8.1 to -1.9; 12 newly failing, 2 fixed of 400)");
  CHECK(said(rate(0, {-0.005, 0.005}, 1)) ==
        "no difference beyond 2 points: pass rate 90.0 % → 90.0 % (+0.0 points, 95 % interval -0.5 to +0.5)");
  MeasureDifference cost = rate(0, {-0.00001, 0.00002}, 0.5);
  cost.measure = "cost";
  cost.base = 0.0031;
  cost.candidate = 0.003105;
  cost.difference = 0.000005;
  cost.margin = 0.000155;
  CHECK(said(cost) ==
        "no difference beyond 5 %: cost per case $0.003100 → $0.003105 (+$0.000005, 95 % interval -0.000010 to "
        "+0.000020)");
}

TEST_CASE("Rates that differ by less than is told have no sign of their own") {
  CHECK(said(rate(-0.0001, {-0.005, 0.005}, 1)).find("(+0.0 points,") != std::string::npos);
}

TEST_CASE("So few cases that no difference there can be would be found are told to show none") {
  MeasureDifference told = rate(-1, {-1, 0.12}, 0.25);
  told.pairs = told.clusters = 3;
  told.standard_error = 0.37;
  judge_difference(told, 0.95);
  REQUIRE(told.more_cases);
  CHECK_FALSE(told.minimum_detectable);
  const std::string sentence = sentence_of(told, 0.95, {});
  CHECK(sentence.find("needed to see a difference of 2 points (now none can be seen); ") != std::string::npos);
  // Milliseconds may differ by any amount.
  told.measure = "latency_ms";
  judge_difference(told, 0.95);
  CHECK(told.minimum_detectable);
}

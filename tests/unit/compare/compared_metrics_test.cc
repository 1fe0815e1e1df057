#include <catch2/catch.hpp>

#include "assertion/tally.h"
#include "compare/compare.h"
#include "made_up_run.h"

using namespace sightline;

namespace {

/// Two runs of the same cases with one metric, which suite "s" puts together in one way.
struct MetricRuns {
  MadeUpRun base;
  MadeUpRun candidate;
  explicit MetricRuns(Aggregate aggregate) {
    for (RunFigures* run : {&base.run, &candidate.run}) {
      run->metrics = {"x"};
      run->header.suites[0].metrics["x"] = aggregate;
    }
  }
  static void add(MadeUpRun& run, const std::string& case_id, MetricFigure figure) {
    run.add(case_id, Status::passed).repeats[0].metrics = {std::move(figure)};
  }
  void add(const std::string& case_id, MetricFigure before, MetricFigure now) {
    add(base, case_id, std::move(before));
    add(candidate, case_id, std::move(now));
  }
  MeasureDifference difference(bool bootstrap = true) const {
    const CompareOptions options{.resamples = 400, .bootstrap = bootstrap};
    const auto comparison = compare_runs(base.run, candidate.run, options);
    REQUIRE(comparison);
    const auto& measures = comparison->slices[0].measures;
    const auto found = std::ranges::find(measures, "metrics.x", &MeasureDifference::measure);
    REQUIRE(found != measures.end());
    return *found;
  }
};

MetricFigure tallied(Node tally) {
  return {.metric = 0, .score = 0, .value = {}, .tally = std::move(tally)};
}

MetricFigure scored(double score, std::optional<double> value = {}) {
  return {.metric = 0, .score = score, .value = value, .tally = {}};
}

}  // namespace

TEST_CASE("A micro average is that of the sums of both sides, and an error rate that falls is better") {
  MetricRuns runs(Aggregate::micro);
  for (int i = 0; i < 40; ++i) {
    const double length = 10 + i;
    runs.add(std::to_string(i), tallied(rate_tally(4 + i % 3, length)), tallied(rate_tally(1 + i % 2, length)));
  }
  const MeasureDifference cer = runs.difference();
  // Σ errors before 4·40 + (13·0 + 13·1 + 13·2 + 0), now 40 + 20; Σ lengths 400 + 780.
  CHECK(*cer.base == Approx(199.0 / 1180));
  CHECK(*cer.candidate == Approx(60.0 / 1180));
  CHECK(cer.difference == Approx(-139.0 / 1180));
  CHECK_FALSE(cer.higher_is_better);
  CHECK(cer.finding == Finding::better);
  CHECK(cer.test == "bootstrap over clusters");
  REQUIRE(cer.bootstrap);
  CHECK(cer.bootstrap->resamples == 400);
  CHECK(cer.bootstrap->observed == Approx(-139.0 / 1180));
  CHECK(cer.interval->high < -0.08);
  CHECK(cer.interval->low > -0.17);
  CHECK(cer.margin == 0.02);
}

TEST_CASE("Without a bootstrap, what is no mean has a difference and no finding") {
  MetricRuns runs(Aggregate::micro);
  for (int i = 0; i < 5; ++i) runs.add(std::to_string(i), tallied(rate_tally(4, 10)), tallied(rate_tally(1, 10)));
  const MeasureDifference cer = runs.difference(false);
  CHECK(cer.difference == Approx(-0.3));
  CHECK_FALSE(cer.interval);
  CHECK(cer.sentence == "cannot tell: it takes the bootstrap to tell; metric x 0.4000 → 0.1000 (-0.3000)");
}

TEST_CASE("A corpus metric in per cent has its margin in per cent") {
  MetricRuns runs(Aggregate::corpus);
  for (int i = 0; i < 100; ++i) {
    runs.add(std::to_string(i), tallied(yes_no_tally("vlmevalkit", true, i % 2 == 0)),
             tallied(yes_no_tally("vlmevalkit", true, i % 4 == 0)));
  }
  const MeasureDifference accuracy = runs.difference();
  CHECK(*accuracy.base == Approx(50));
  CHECK(*accuracy.candidate == Approx(25));
  CHECK(accuracy.margin == 2);
  CHECK(accuracy.finding == Finding::worse);
}

// By hand: accuracy 3/4 and 4/4 of the questions, both of an image right for 1 of 2 and 2 of 2 images.
TEST_CASE("MME's score looks at all questions of an image together, in resamples too") {
  MetricRuns runs(Aggregate::corpus);
  for (int i = 0; i < 4; ++i) {
    runs.add(std::to_string(i), tallied(yes_no_tally("mme", true, i != 3)), tallied(yes_no_tally("mme", true, true)));
    for (MadeUpRun* run : {&runs.base, &runs.candidate}) run->run.units.back().cluster = i < 2 ? "one" : "two";
  }
  const MeasureDifference mme = runs.difference();
  CHECK(*mme.base == Approx(75 + 50));
  CHECK(*mme.candidate == Approx(200));
  REQUIRE(mme.bootstrap);
  // Two images: drawn are the whole one twice (0), each once (75), or the other twice (150).
  CHECK(mme.bootstrap->interval.low == Approx(0).margin(1e-9));
  CHECK(mme.bootstrap->interval.high == Approx(150));
}

TEST_CASE("A mean absolute error of counts has a margin of its own size, and less of it is better") {
  MetricRuns runs(Aggregate::corpus);
  for (int i = 0; i < 30; ++i) runs.add(std::to_string(i), tallied(count_tally(1 + i % 2)), tallied(count_tally(3)));
  const MeasureDifference mae = runs.difference();
  CHECK(*mae.base == Approx(1.5));
  CHECK(*mae.candidate == Approx(3));
  CHECK(mae.margin == Approx(0.075));
  CHECK(mae.finding == Finding::worse);
}

TEST_CASE("Three cases that are the same on both sides do not show that a metric of the whole is the same") {
  MetricRuns runs(Aggregate::micro);
  for (int i = 0; i < 3; ++i) runs.add(std::to_string(i), tallied(rate_tally(1, 10)), tallied(rate_tally(1, 10)));
  const MeasureDifference cer = runs.difference();
  CHECK(cer.finding == Finding::cannot_tell);
  // 1 - 0.05^(1/3): a share of cases unlike these that three in a row may miss.
  REQUIRE(cer.interval);
  CHECK(cer.interval->high == Approx(0.631597));
  CHECK(cer.interval->low == Approx(-0.631597));
}

TEST_CASE("Few cases that all got worse are no finding of a bootstrap that has seen no others") {
  const auto told = [](int cases) {
    MetricRuns runs(Aggregate::micro);
    for (int i = 0; i < cases; ++i)
      runs.add(std::to_string(i), tallied(rate_tally(1, 10)), tallied(rate_tally(5 + i % 2, 10)));
    return runs.difference();
  };
  // Signs of so many cases: 2 / 2^3 and 2 / 2^6.
  CHECK(*told(3).p == Approx(0.25));
  CHECK(told(3).finding == Finding::cannot_tell);
  CHECK(*told(6).p == Approx(0.03125));
  CHECK(told(6).finding == Finding::worse);
}

TEST_CASE("A metric without bounds that is the same in few cases cannot be told") {
  const auto told = [](int cases) {
    MetricRuns runs(Aggregate::p95);
    for (int i = 0; i < cases; ++i) runs.add(std::to_string(i), scored(1, 10), scored(1, 10));
    return runs.difference();
  };
  CHECK(told(3).finding == Finding::cannot_tell);
  CHECK(told(3).sentence.starts_with("cannot tell: these cases are too few; "));
  CHECK(told(6).finding == Finding::no_difference);
}

TEST_CASE("The least score and the 95th percentile are recomputed on resamples") {
  MetricRuns least(Aggregate::min);
  MetricRuns high(Aggregate::p95);
  for (int i = 1; i <= 30; ++i) {
    least.add(std::to_string(i), scored(0.5 + i * 0.01), scored(0.2 + i * 0.01));
    high.add(std::to_string(i), scored(1, 10 * i), scored(1, 12 * i));
  }
  CHECK(*least.difference().base == Approx(0.51));
  CHECK(least.difference().difference == Approx(-0.3));
  CHECK(least.difference().finding == Finding::worse);
  // NumPy's percentile of 10, 20 … 300 and of 12, 24 … 360: 285.5 and 342.6.
  const MeasureDifference p95 = high.difference();
  CHECK(*p95.base == Approx(285.5));
  CHECK(*p95.candidate == Approx(342.6));
  CHECK_FALSE(p95.higher_is_better);
  CHECK(p95.interval->low <= p95.difference);
  CHECK(p95.interval->high >= p95.difference);
  CHECK(p95.interval->high <= 60);
}

TEST_CASE("A 95th percentile of what scores more where it is higher is better where it is higher") {
  MetricRuns runs(Aggregate::p95);
  for (int i = 0; i < 20; ++i) runs.add(std::to_string(i), scored(i / 20.0, i), scored(i / 20.0, i));
  CHECK(runs.difference().higher_is_better);
}

TEST_CASE("A mean of a metric is compared by units, whatever number of verdicts and repeats each has") {
  MetricRuns runs(Aggregate::mean);
  runs.add("a", scored(0.4), scored(0.9));
  runs.add("b", scored(0.6), scored(0.7));
  runs.base.run.units[0].repeats[0].metrics.push_back(scored(0.6));
  runs.base.run.units[0].repeats.push_back(MadeUpRun::repeat(1, Status::passed));
  runs.base.run.units[0].repeats[1].metrics = {scored(0.8)};
  runs.candidate.add("c", Status::passed).repeats[0].metrics = {scored(0)};
  runs.base.add("c", Status::passed);
  const MeasureDifference mean = runs.difference();
  CHECK(mean.pairs == 2);
  CHECK(*mean.base == Approx(0.6));
  CHECK(*mean.candidate == Approx(0.8));
  CHECK(mean.test == "t over clusters");
}

TEST_CASE("A metric that the runs put together in different ways is not compared, and a note says so") {
  MetricRuns runs(Aggregate::mean);
  runs.add("a", scored(0.4), scored(0.9));
  runs.candidate.run.header.suites[0].metrics["x"] = Aggregate::min;
  const auto comparison = compare_runs(runs.base.run, runs.candidate.run, {.bootstrap = false});
  REQUIRE(comparison);
  for (const MeasureDifference& told : comparison->slices[0].measures) CHECK(told.measure != "metrics.x");
  CHECK(comparison->notes ==
        std::vector<std::string>{
            "metric 'x' of suite 's' is put together in another way than in the base: not compared"});
}

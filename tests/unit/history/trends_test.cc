#include "history/trends.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

struct Made {
  std::string cases = "c";
  std::uint64_t passed = 8;
  std::string suite_text = "1";
  bool finished = true;
  bool complete = true;
};

std::vector<TrendRun> runs_of(const std::vector<Made>& made) {
  std::vector<TrendRun> runs;
  for (const Made& m : made) {
    TrendRun run{.folder = std::to_string(runs.size()), .id = "", .started = ""};
    run.finished = m.finished;
    run.complete = m.complete;
    run.suites = {{"s", m.suite_text}};
    TrendCell cell{.model = "m", .prompt = "p"};
    cell.cases = m.cases;
    cell.counts.passed = m.passed;
    cell.counts.failed = 10 - m.passed;
    run.cells = {cell};
    runs.push_back(run);
  }
  return runs;
}

TrendPoint last_of(const std::vector<Made>& made) {
  const auto series = series_of(runs_of(made));
  REQUIRE(series.size() == 1);
  return series.front().points.back();
}

TEST_CASE("a run is held against the full run before it") {
  const TrendPoint point = last_of({{.passed = 3}, {.passed = 8}, {.passed = 6}});
  CHECK(point.against == Against::earlier);
  CHECK(point.base == std::size_t{1});
  REQUIRE(point.change);
  CHECK(*point.change == Approx(-0.2));
}

TEST_CASE("a first run is held against nothing") {
  const TrendPoint point = last_of({{}});
  CHECK(point.against == Against::nothing);
  CHECK_FALSE(point.base);
  CHECK_FALSE(point.change);
}

TEST_CASE("runs that were cut short are held against nothing, and nothing against them") {
  CHECK(last_of({{}, {.finished = false}}).against == Against::cut_short);
  CHECK(last_of({{}, {.complete = false}}).against == Against::cut_short);
  CHECK(last_of({{.passed = 1}, {.passed = 2, .complete = false}, {.passed = 3}}).base == std::size_t{0});
  CHECK(last_of({{.finished = false}, {}}).against == Against::nothing);
}

TEST_CASE("other texts of a suite are no ground for a comparison") {
  const TrendPoint point = last_of({{.suite_text = "1"}, {.suite_text = "2"}});
  CHECK(point.against == Against::suite_changed);
  CHECK_FALSE(point.change);
  // Not even with the run before that one.
  CHECK(last_of({{.suite_text = "2"}, {.suite_text = "1"}, {.suite_text = "2"}}).against == Against::suite_changed);
}

TEST_CASE("runs over a part of the cases are passed over") {
  CHECK(last_of({{}, {.cases = "part"}}).against == Against::other_cases);
  const TrendPoint point = last_of({{.passed = 5}, {.cases = "part"}, {.passed = 6}});
  CHECK(point.against == Against::earlier);
  CHECK(point.base == std::size_t{0});
}

TEST_CASE("runs over other suites make series of their own") {
  auto runs = runs_of({{}, {}, {}});
  runs[1].suites = {{"t", "1"}};
  const auto series = series_of(runs);
  REQUIRE(series.size() == 2);
  CHECK(series[0].points.size() == 2);
  CHECK(series[0].points.back().base == std::size_t{0});
  CHECK(series[1].suites == std::vector<std::string>{"t"});
}

TEST_CASE("the interval of a point is Wilson's") {
  // Wilson 1927, equation of the interval, at z = 1.959964: computed by hand for 8 of 10.
  const TrendPoint point = last_of({{.passed = 8}});
  CHECK(point.interval.low == Approx(0.4901625).epsilon(1e-6));
  CHECK(point.interval.high == Approx(0.9433178).epsilon(1e-6));
}

std::size_t flips(const std::vector<Status>& statuses) {
  std::vector<UnitPoint> points;
  for (const Status status : statuses) points.push_back({.status = status});
  return flips_of(points);
}

TEST_CASE("a flip is a change between passing and not passing; what is not judged is passed over") {
  constexpr auto kPassed = Status::passed;
  constexpr auto kFailed = Status::failed;
  CHECK(flips({}) == 0);
  CHECK(flips({kPassed, kPassed}) == 0);
  CHECK(flips({kPassed, kFailed, kPassed}) == 2);
  CHECK(flips({kFailed, Status::error, Status::xpassed}) == 0);
  CHECK(flips({kPassed, Status::skipped, kPassed}) == 0);
  CHECK(flips({kPassed, Status::xfailed, kFailed}) == 1);
}

TEST_CASE("units that changed most often come first, the others stay in their order") {
  std::vector<UnitTrend> units(4);
  for (std::size_t i = 0; i < units.size(); ++i) units[i].id.case_id = std::to_string(i);
  units[2].flips = 3;
  units[3].flips = 1;
  order_by_flips(units);
  std::string order;
  for (const UnitTrend& unit : units) order += unit.id.case_id;
  CHECK(order == "2301");
}

TEST_CASE("a sparkline goes from the least to the greatest value") {
  using Values = std::vector<std::optional<double>>;
  CHECK(sparkline(Values{0.0, 0.25, 0.5, 0.75, 1.0}) == "▁▂▃▅▇");
  CHECK(sparkline(Values{0.2, std::nullopt, 0.8}) == "▁ ▇");
  CHECK(sparkline(Values{}) == "");
  CHECK(sparkline(Values{std::nullopt}) == " ");
  // A tenth is the least that the scale spans: what moves by less stays in the middle of it.
  CHECK(sparkline(Values{0.90, 0.91}) == "▃▃");
  CHECK(sparkline(Values{0.5, 0.5}) == "▃▃");
}

}  // namespace
}  // namespace sightline

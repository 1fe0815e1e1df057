#include <catch2/catch.hpp>
#include <sstream>

#include "assertion/tally.h"
#include "fakes/memory_files.h"
#include "json/json.h"
#include "report/report.h"
#include "report/summary.h"

namespace sightline {
namespace {

CaseResult result_with(std::string case_id, const Node& tally) {
  CaseResult result;
  result.unit = {"pope", std::move(case_id), "p", "m"};
  result.status = Status::passed;
  result.assertions.resize(1);
  result.assertions[0].metric = "objects";
  result.assertions[0].verdict.evidence.set("tally", tally);
  return result;
}

/// results.json of a run whose answers have these tallies under the metric `objects`.
Node results_of(const std::vector<Node>& tallies, Aggregate aggregate) {
  RunHeader header;
  header.suites = {{.name = "pope", .path = "", .sha256 = "", .description = "", .metrics = {{"objects", aggregate}}}};
  fakes::MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", header);
  REQUIRE(writer);
  for (const Node& tally : tallies) {
    CaseResult result = result_with("case" + std::to_string(&tally - tallies.data()), tally);
    result.sequence = static_cast<std::uint64_t>(&tally - tallies.data());
    REQUIRE(writer->add(result));
  }
  const auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  std::ostringstream out;
  find_report_format("json")->write(*run, summarise(*run), out);
  auto results = parse_json(out.str());
  REQUIRE(results);
  return *std::move(results);
}

const Node* metric_in(const Node& results) {
  return at_pointer(results, "/summary/cells/0/metrics/objects");
}

}  // namespace

TEST_CASE("a micro average is that of the counts, not of the scores") {
  // 1 of 2 characters, 0 of 98: a mean rate of 0.25, and 1 error in 100 characters.
  const Node results = results_of({rate_tally(1, 2), rate_tally(0, 98)}, Aggregate::micro);
  REQUIRE(metric_in(results) != nullptr);
  CHECK(metric_in(results)->find("value")->number() == 0.01);
  CHECK(metric_in(results)->find("count")->number() == 2);
  CHECK(metric_in(results)->find("aggregate")->string() == "micro");
  CHECK(metric_in(results)->find("figures") == nullptr);
}

TEST_CASE("a micro average of nothing is not known") {
  CHECK(metric_in(results_of({f1_tally(0, 0, 0)}, Aggregate::micro)) == nullptr);
}

TEST_CASE("a corpus metric of yes and no shows what POPE publishes beside its F1") {
  // 2 hits, 1 false alarm, 1 miss, 1 right no.
  const Node results =
      results_of({yes_no_tally("pope", true, true), yes_no_tally("pope", true, true), yes_no_tally("pope", false, true),
                  yes_no_tally("pope", true, false), yes_no_tally("pope", false, false)},
                 Aggregate::corpus);
  const Node* metric = metric_in(results);
  REQUIRE(metric != nullptr);
  CHECK(metric->find("value")->number() == Approx(2.0 / 3));
  const Node* figures = metric->find("figures");
  REQUIRE(figures != nullptr);
  CHECK(figures->find("accuracy")->number() == Approx(3.0 / 5));
  CHECK(figures->find("precision")->number() == Approx(2.0 / 3));
  CHECK(figures->find("recall")->number() == Approx(2.0 / 3));
  CHECK(figures->find("f1")->number() == Approx(2.0 / 3));
  CHECK(figures->find("yes_ratio")->number() == Approx(3.0 / 5));
}

TEST_CASE("a corpus metric of counts shows its errors' root mean square and how many are off by one at most") {
  const Node results = results_of({count_tally(0), count_tally(2), count_tally(std::nullopt)}, Aggregate::corpus);
  REQUIRE(metric_in(results) != nullptr);
  const Node* figures = metric_in(results)->find("figures");
  REQUIRE(figures != nullptr);
  CHECK(figures->find("mae")->number() == 1);
  CHECK(figures->find("rmse")->number() == Approx(1.4142135623730951));
  CHECK(figures->find("obo")->number() == Approx(1.0 / 3));
}

TEST_CASE("a mean has no other figures") {
  const Node results = results_of({yes_no_tally("pope", true, true)}, Aggregate::mean);
  REQUIRE(metric_in(results) != nullptr);
  CHECK(metric_in(results)->find("figures") == nullptr);
}

}  // namespace sightline

// Expected figures: a transcription of the estimators into Python's statistics module, by hand, of the same counts.
#include "run/measured_scatter.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "fakes/memory_files.h"

using namespace sightline;

namespace {

struct JudgedAs {
  std::string cluster;
  unsigned passed;
  unsigned repeats;
};

std::vector<JudgedUnit> units_of(const std::vector<JudgedAs>& given, const std::string& model = "m") {
  std::vector<JudgedUnit> units;
  for (const JudgedAs& g : given) {
    units.push_back({.id = {"s", std::to_string(units.size()), "p", model},
                     .cluster = g.cluster,
                     .passed = g.passed,
                     .repeats = g.repeats});
  }
  return units;
}

MeasuredScatter of_cell(const ScatterByCell& cells) {
  REQUIRE(cells.count({"m", "p"}) == 1);
  return cells.at({"m", "p"});
}

const std::vector<JudgedAs> kFour{{"w", 4, 4}, {"x", 3, 4}, {"y", 1, 4}, {"z", 0, 4}};

CaseResult repeat_of(std::string id, unsigned repeat, Status status) {
  CaseResult result;
  result.unit = {"s", std::move(id), "p", "m"};
  result.repeat = repeat;
  result.status = status;
  result.cluster = result.unit.case_id;
  return result;
}

}  // namespace

TEST_CASE("Scatter between cases is told from that of answers by the repeats") {
  const MeasuredScatter found = of_cell(measure_scatter(units_of(kFour)));
  CHECK(found.scatter.between == Approx(0.4208127));
  CHECK(found.scatter.within == Approx(0.3535534));
  CHECK(found.scatter.rho == 0.5);
  CHECK(found.within_known);
  CHECK_FALSE(found.rho_known);
  CHECK(found.clusters == 4);
}

TEST_CASE("The items are clusters; a unit without repeats scatters as the others do") {
  const MeasuredScatter found = of_cell(
      measure_scatter(units_of({{"x", 3, 4}, {"x", 1, 1}, {"y", 0, 4}, {"y", 2, 4}, {"z", 1, 2}, {"z", 4, 4}})));
  CHECK(found.scatter.between == Approx(0.2415229));
  CHECK(found.scatter.within == Approx(0.3291403));
  CHECK(found.clusters == 3);
}

TEST_CASE("Without repeats all scatter is taken to be between cases, and that is said") {
  const MeasuredScatter found =
      of_cell(measure_scatter(units_of({{"a", 1, 1}, {"b", 1, 1}, {"c", 1, 1}, {"d", 0, 1}})));
  CHECK(found.scatter.between == Approx(0.5));
  CHECK(found.scatter.within == 0);
  CHECK_FALSE(found.within_known);
}

TEST_CASE("Two runs tell how far cases agree between them") {
  const std::vector<JudgedAs> other{{"w", 2, 4}, {"x", 4, 4}, {"y", 0, 4}, {"z", 3, 4}};
  const MeasuredScatter found = of_cell(measure_scatter(units_of(kFour), units_of(other)));
  CHECK(found.scatter.between == Approx(0.4018188));
  CHECK(found.scatter.rho == Approx(0.2580645));
  CHECK(found.scatter.within == Approx(0.3679900));
  CHECK(found.rho_known);
}

TEST_CASE("What does not scatter, or is one cluster, is no measurement") {
  CHECK(measure_scatter(units_of({{"a", 1, 1}, {"b", 1, 1}})).empty());
  CHECK(measure_scatter(units_of({{"a", 1, 1}, {"a", 0, 1}})).empty());
  CHECK(measure_scatter(units_of({{"a", 1, 1}, {"b", 0, 1}}), units_of({{"a", 1, 1}, {"b", 0, 1}})).empty());
  CHECK(measure_scatter(units_of(kFour), units_of(kFour, "k")).empty());
}

TEST_CASE("A cell that was not measured goes by the mean of those that were") {
  const ScatterByCell cells{{{"m", "p"}, {.scatter = {.between = 0.3, .rho = 0.5, .within = 0.1}, .clusters = 4}},
                            {{"m", "q"}, {.scatter = {.between = 0.4, .rho = 0.7, .within = 0.2}, .clusters = 6}}};
  CHECK(scatter_for(cells, "m", "q")->scatter.between == 0.4);
  const auto mean = scatter_for(cells, "k", "p");
  REQUIRE(mean);
  CHECK(mean->scatter.between == Approx(std::sqrt(0.125)));
  CHECK(mean->scatter.within == Approx(std::sqrt(0.025)));
  CHECK(mean->scatter.rho == Approx(0.6));
  CHECK(mean->clusters == 10);
  CHECK_FALSE(scatter_for({}, "m", "p"));
}

TEST_CASE("Of a run only units that were judged are looked at, and of their repeats only answers of their own") {
  fakes::MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", {});
  REQUIRE(writer);
  CaseResult copy = repeat_of("a", 2, Status::passed);
  copy.exchanges.emplace_back();
  copy.exchanges.back().reply.emplace();
  copy.exchanges.back().provenance.copy = true;
  CaseResult control = repeat_of("c", 0, Status::passed);
  control.control = "blank_image";
  CaseResult group = repeat_of("g", 0, Status::passed);
  group.group.kind = "group";
  const std::vector<CaseResult> results{repeat_of("a", 0, Status::passed),
                                        repeat_of("a", 1, Status::error),
                                        copy,
                                        repeat_of("b", 0, Status::skipped),
                                        control,
                                        group};
  std::uint64_t sequence = 0;
  for (CaseResult result : results) {
    result.sequence = sequence++;
    REQUIRE(writer->add(result));
  }
  const auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  const auto units = judged_units(*run);
  REQUIRE(units.size() == 1);
  CHECK(units[0].id.case_id == "a");
  CHECK(units[0].cluster == "s/a");
  CHECK(units[0].passed == 1);
  CHECK(units[0].repeats == 2);
}

#include "run/fixture_coverage.h"

#include <catch2/catch.hpp>

#include "recorded_stage.h"

using namespace sightline;
using namespace sightline::fakes;
using Standing = FixtureCoverage::Standing;

namespace {

FixtureCoverage covered(RecordedStage& stage) {
  const Plan plan = stage.plan();
  return cover(plan, stage, stage.recordings);
}

}  // namespace

TEST_CASE("What is asked of a recording, by whom, and what nothing asks") {
  RecordedStage stage;
  stage.add_case("one").settings.own().repeat = {.n = 2, .pass = 2};
  stage.add_case("same");
  stage.conversations["same"] = {user_says("ask one"), model_answers()};
  const Fixture& one = stage.record("ask one", {"a", "b", "c"});
  const Fixture& stray = stage.record("never asked", {"d"});
  const FixtureCoverage coverage = covered(stage);
  REQUIRE(coverage.used.size() == 1);
  CHECK(coverage.used.at(&one).units == std::vector<std::string>{"s/one#p@m", "s/same#p@m"});
  CHECK(coverage.used.at(&one).repeats == 2);
  CHECK(coverage.standing(one) == Standing::used);
  CHECK(coverage.standing(stray) == Standing::unused);
  CHECK(coverage.planned == 3);
  CHECK(coverage.recorded == 3);
  CHECK(coverage.missing.empty());
}

TEST_CASE("What is missing is told by unit, repeat and turn") {
  RecordedStage stage;
  stage.add_case("one").settings.own().repeat = {.n = 2, .pass = 2};
  stage.add_case("talk");
  stage.conversations["talk"] = {user_says("Hi"), model_answers(), user_says("And?"), model_answers()};
  const Fixture& one = stage.record("ask one", {"a"});
  const FixtureCoverage coverage = covered(stage);
  REQUIRE(coverage.missing.size() == 2);
  CHECK(coverage.missing[0].request == "s/one#p@m (repeat 1)");
  CHECK(coverage.missing[0].fixture == &one);
  CHECK(coverage.missing[1].request == "s/talk#p@m");
  CHECK(coverage.missing[1].fixture == nullptr);
  CHECK(coverage.missing[1].key.size() == 64);
  CHECK(coverage.unknown == 1);
}

TEST_CASE("A later turn's recording is undecided while the answer before it is not recorded") {
  RecordedStage stage;
  stage.add_case("talk");
  stage.conversations["talk"] = {user_says("Hi"), model_answers(), user_says("And?"), model_answers()};
  const Fixture& later = stage.record_body(R"([{"role":"user","content":"Hi"},
      {"role":"assistant","content":"Hello."},{"role":"user","content":"And?"}])",
                                           {"{}"});
  const Fixture& other = stage.record_body(R"([{"role":"user","content":"Ho"},
      {"role":"assistant","content":"Hello."},{"role":"user","content":"And?"}])",
                                           {"{}"});
  CHECK(covered(stage).standing(later) == Standing::undecided);
  CHECK(covered(stage).standing(other) == Standing::unused);
  stage.record("Hi", {"Hello."});
  CHECK(covered(stage).standing(later) == Standing::used);
  stage.record("Hi", {"Good day."});
  CHECK(covered(stage).standing(later) == Standing::unused);
}

TEST_CASE("What a skipped case asks is used, and is not missing") {
  RecordedStage stage;
  stage.add_case("one").settings.own().skip = "later";
  stage.add_case("two").settings.own().skip = "later";
  const Fixture& one = stage.record("ask one", {"a"});
  const FixtureCoverage coverage = covered(stage);
  CHECK(coverage.standing(one) == Standing::used);
  CHECK(coverage.missing.empty());
  CHECK(coverage.planned == 0);
}

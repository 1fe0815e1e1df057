#include "compare/fates.h"

#include <catch2/catch.hpp>

#include "made_up_run.h"

using namespace sightline;

namespace {

constexpr Status kPass = Status::passed;
constexpr Status kFail = Status::failed;

UnitFigures unit_with(Status status) {
  return MadeUpRun().add("a", status);
}

UnitFigures unit_with(const std::vector<Status>& repeats, Status status) {
  return MadeUpRun().add("a", repeats, status);
}

}  // namespace

TEST_CASE("A unit's fate is what its status became") {
  CHECK(fate_of(unit_with(kPass), unit_with(kPass)) == UnitFate::still_passing);
  CHECK(fate_of(unit_with(kPass), unit_with(kFail)) == UnitFate::newly_failing);
  CHECK(fate_of(unit_with(kPass), unit_with(Status::error)) == UnitFate::newly_failing);
  CHECK(fate_of(unit_with(kPass), unit_with(Status::xpassed)) == UnitFate::newly_failing);
  CHECK(fate_of(unit_with(Status::error), unit_with(kPass)) == UnitFate::fixed);
  CHECK(fate_of(unit_with(kFail), unit_with(Status::error)) == UnitFate::still_failing);
}

TEST_CASE("A unit that is skipped or expected to fail on a side is not judged") {
  CHECK(fate_of(unit_with(Status::skipped), unit_with(kFail)) == UnitFate::not_judged);
  CHECK(fate_of(unit_with(kPass), unit_with(Status::xfailed)) == UnitFate::not_judged);
}

// Fisher's exact test, one-sided: 3 of 3 and then 2 of 3 is 1/2; 8 of 8 and then 2 of 8 is 7·8/(2·8008/4): computed
// from the hypergeometric distribution, C(8,2)·C(8,8)/C(16,10) = 28/8008 and less likely ones.
TEST_CASE("A change that chance makes of repeats that disagree is called flaky") {
  const UnitFigures steady = unit_with({kPass, kPass, kPass}, kPass);
  const UnitFigures wavering = unit_with({kPass, kFail, kPass}, kFail);
  CHECK(fate_of(steady, wavering) == UnitFate::flaky);
  CHECK(fate_of(wavering, steady) == UnitFate::flaky);
  const UnitFigures sure(unit_with(std::vector<Status>(8, kPass), kPass));
  const UnitFigures broken = unit_with({kPass, kPass, kFail, kFail, kFail, kFail, kFail, kFail}, kFail);
  CHECK(fate_of(sure, broken) == UnitFate::newly_failing);
  CHECK(fate_of(broken, sure) == UnitFate::fixed);
}

TEST_CASE("Repeats that agree are no sign of chance, however few they are") {
  CHECK(fate_of(unit_with({kPass, kPass}, kPass), unit_with({kFail, kFail}, kFail)) == UnitFate::newly_failing);
}

TEST_CASE("A unit that must pass is never excused as flaky") {
  const UnitFigures steady = unit_with({kPass, kPass, kPass}, kPass);
  UnitFigures wavering = unit_with({kPass, kFail, kPass}, kFail);
  wavering.must_pass = true;
  CHECK(fate_of(steady, wavering) == UnitFate::newly_failing);
  CHECK(fate_of(wavering, steady) == UnitFate::flaky);
}

TEST_CASE("Copies of an answer and what was not judged are no repeats") {
  UnitFigures figures = unit_with({kPass, kFail, kPass, Status::skipped}, kPass);
  figures.repeats[2].copy = true;
  CHECK(judged_repeats(figures).passed == 1);
  CHECK(judged_repeats(figures).all == 2);
}

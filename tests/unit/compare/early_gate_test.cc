#include "compare/early_gate.h"

#include <catch2/catch.hpp>

using namespace sightline;

namespace {

DecidedCell cell(std::string prompt, std::string decision) {
  return {.model = "m",
          .prompt = std::move(prompt),
          .decision = std::move(decision),
          .observed = 12,
          .planned = 400,
          .lost = 11,
          .gained = 1};
}

}  // namespace

TEST_CASE("The gate of an early decision is that of its worst cell") {
  const DecidedCell worse = cell("a", "worse");
  const DecidedCell undecided = cell("b", "undecided");
  const DecidedCell no_worse = cell("c", "no worse");
  const DecidedCell better = cell("d", "better");
  CHECK(judge_decided({better, no_worse, undecided, worse}).status == GateVerdict::Status::fail);
  CHECK(judge_decided({better, no_worse, undecided}).status == GateVerdict::Status::inconclusive);
  CHECK(judge_decided({better, no_worse}).status == GateVerdict::Status::pass);
  CHECK(judge_decided({better, no_worse}).prompt == "c");
}

TEST_CASE("An early decision says what it saw, and of how much") {
  CHECK(judge_decided({cell("terse", "worse")}).sentence ==
        "worse than the baseline, decided after 12 of 400 independent cases: 11 lost, 1 gained (terse, m)");
  CHECK(
      judge_decided({cell("terse", "undecided")}).sentence ==
      "cannot tell whether it is worse than the baseline after 12 of 400 independent cases: 11 lost, 1 gained (terse, "
      "m)");
}

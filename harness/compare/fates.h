#pragma once

#include "compare/run_figures.h"
#include "model/comparison.h"

namespace sightline {

/// How a unit's repeats came out, without copies of an earlier answer and what was not judged.
struct JudgedRepeats {
  std::uint64_t passed = 0;
  std::uint64_t all = 0;
};
JudgedRepeats judged_repeats(const UnitFigures& unit);

/// True of a unit that counts for the pass rate: it was neither skipped nor expected to fail.
bool is_judged(const UnitFigures& unit);

/// What became of a unit. Where it passes on one side only and repeats of a side disagree, Fisher's exact test of the
/// repeats tells chance from change: from p = 0.1 on it is called flaky. One that must pass and does not is never
/// called so.
UnitFate fate_of(const UnitFigures& base, const UnitFigures& candidate);

}  // namespace sightline

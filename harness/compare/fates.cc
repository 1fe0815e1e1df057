#include "compare/fates.h"

#include "stats/discordant.h"

namespace sightline {
namespace {

constexpr double kChance = 0.1;

bool counts(Status status) {
  return status != Status::skipped && status != Status::xfailed;
}

bool has_passed(const UnitFigures& unit) {
  return unit.status == Status::passed;
}

/// True where the repeats of the side that does not pass are no worse than chance makes of those that do.
bool is_chance(const UnitFigures& passing, const UnitFigures& failing) {
  if (!passing.flaky && !failing.flaky) return false;
  const JudgedRepeats before = judged_repeats(passing);
  const JudgedRepeats now = judged_repeats(failing);
  return fisher_fewer_passes(before.passed, before.all, now.passed, now.all) >= kChance;
}

}  // namespace

JudgedRepeats judged_repeats(const UnitFigures& unit) {
  JudgedRepeats judged;
  for (const RepeatFigures& repeat : unit.repeats) {
    if (repeat.copy || !counts(repeat.status)) continue;
    ++judged.all;
    if (repeat.status == Status::passed) ++judged.passed;
  }
  return judged;
}

bool is_judged(const UnitFigures& unit) {
  return counts(unit.status);
}

UnitFate fate_of(const UnitFigures& base, const UnitFigures& candidate) {
  if (!is_judged(base) || !is_judged(candidate)) return UnitFate::not_judged;
  if (has_passed(base) == has_passed(candidate)) {
    return has_passed(base) ? UnitFate::still_passing : UnitFate::still_failing;
  }
  if (has_passed(candidate)) return is_chance(candidate, base) ? UnitFate::flaky : UnitFate::fixed;
  const bool must_pass = base.must_pass || candidate.must_pass;
  return !must_pass && is_chance(base, candidate) ? UnitFate::flaky : UnitFate::newly_failing;
}

}  // namespace sightline

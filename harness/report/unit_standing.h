#pragma once

#include <cstddef>
#include <span>

#include "model/result.h"

namespace sightline {

/// Where a unit stands after its repeats were put together. In error when any repeat is. Else it passes unless more of
/// its repeats failed than `repeat.pass` forgives: so an unfinished unit is judged by what it has. One marked xfail is
/// xfailed where it would have failed and xpassed where it would have passed.
struct UnitStanding {
  Status status = Status::passed;
  bool flaky = false;       ///< Some of its repeats passed and some failed, whatever was expected of them.
  std::size_t telling = 0;  ///< The first repeat that made it what it is; of one that passed, its first failed repeat.
};

/// `repeats` are the statuses of a unit's repeats, by repeat, at least one; `rule` is the first one's.
UnitStanding standing_of(std::span<const Status> repeats, const Repeat& rule);

}  // namespace sightline

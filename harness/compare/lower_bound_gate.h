#pragma once

#include <cstdint>
#include <optional>

#include "compare/gate_scope.h"

namespace sightline {

/// Holds the pass rate's exact 95 % interval (Clopper and Pearson) to a limit, per model × prompt: it passes where the
/// lower end reaches the limit, fails where the upper end is below it, and is inconclusive else.
GateVerdict judge_lower_bound(double limit, const GateScope& scope);

/// About how many more cases would decide it, if they passed at the rate of those that there are. Nothing where no
/// number would: the rate is the limit itself, or the limit is 1 and all passed.
std::optional<std::uint64_t> cases_to_settle(std::uint64_t passed, std::uint64_t judged, double limit);

}  // namespace sightline

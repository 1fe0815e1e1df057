#pragma once

#include <vector>

#include "compare/joined_units.h"

namespace sightline {

/// The pairs that are newly failing, fixed, still failing or flaky, in plan order of the candidate; without answers.
std::vector<UnitChange> changes_of(const JoinedUnits& joined);

/// Puts the answers of both sides, cut to 4,000 bytes, beside the changes that matter most, 200 at most: newly failing
/// ones first, then fixed, flaky and still failing ones. `base` and `candidate` are where the runs are, as
/// read_run_figures() takes them.
Expected<void> add_answers(Comparison& comparison, const Files& files, const std::string& base,
                           const std::string& candidate);

}  // namespace sightline

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/result.h"

namespace sightline::fakes {

/// Results of about `units` units with everything that figures are taken of in all mixtures: statuses, repeats and what
/// they forgive, copies, failures, missing figures, metrics and tallies, controls, groups. The same for the same seed,
/// in the order in which they ended, which is not the plan's.
std::vector<CaseResult> varied_results(std::uint64_t seed, unsigned units);
/// The header of a run that has them.
RunHeader varied_header();

}  // namespace sightline::fakes

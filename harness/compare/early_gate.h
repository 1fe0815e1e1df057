#pragma once

#include <string>
#include <vector>

#include "model/result.h"

namespace sightline {

/// "worse than the baseline, decided after 12 of 400 independent cases: 11 lost, 1 gained (terse, qwen)"
std::string decided_sentence(const DecidedCell& cell);

/// The gate `until_decided` of a run that was to stop as soon as it could tell: the worst model × prompt counts. It
/// fails where that is worse than the baseline, and is inconclusive where all cases did not tell. `cells` is not empty.
GateVerdict judge_decided(const std::vector<DecidedCell>& cells);

}  // namespace sightline

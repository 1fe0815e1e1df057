#pragma once

#include "assertion/outside.h"
#include "model/result.h"
#include "run/dialogue.h"
#include "run/plan.h"

namespace sightline {

/// A result that has everything but what the exchanges bring.
CaseResult unjudged_result(const PlannedUnit& unit, unsigned repeat);

/// Judges a repeat whose exchanges are in: fills assertions, score, status, reason and cost. Assertions beside a turn
/// of the model look at that turn, the case's at the last answer. Pure, and may run on any thread.
///
/// It passes when every assertion of weight > 0 passes, or, with min_score, when the weighted mean reaches it; it is an
/// error when an exchange failed or an assertion had trouble of the harness's. xfail turns failed into xfailed and
/// passed into xpassed, and leaves errors errors.
/// `outside` is what its assertions reach beyond the answers; null: nothing.
void judge_case(const PlannedUnit& unit, const Dialogue& dialogue, const Outside* outside, CaseResult& result);

}  // namespace sightline

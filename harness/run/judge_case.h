#pragma once

#include "assertion/other_answers.h"
#include "assertion/outside.h"
#include "model/result.h"
#include "run/dialogue.h"
#include "run/plan.h"

namespace sightline {

/// What assertions look at beside the answer. Null: it is not at hand, which is an error where one looks.
struct Surroundings {
  const Outside* outside = nullptr;      ///< Programs, hosts and approved answers.
  const OtherAnswers* others = nullptr;  ///< The answers that the case is compared with.
};

/// What the case says, else the digests of its images, sorted, and where it has none, its id: cases of one cluster are
/// not independent.
std::string cluster_of(const Case& a_case);

/// A result that has everything but what the exchanges bring.
CaseResult unjudged_result(const PlannedUnit& unit, unsigned repeat);

/// Judges a repeat whose exchanges are in: fills assertions, score, status, reason and cost. Assertions beside a turn
/// of the model look at that turn, the case's at the last answer. Pure, and may run on any thread.
///
/// It passes when every assertion of weight > 0 passes, or, with min_score, when the weighted mean reaches it; it is an
/// error when an exchange failed or an assertion had trouble of the harness's. xfail turns failed into xfailed and
/// passed into xpassed, and leaves errors errors; a rotation that passes stays passed.
void judge_case(const PlannedUnit& unit, const Dialogue& dialogue, const Surroundings& around, CaseResult& result);

}  // namespace sightline

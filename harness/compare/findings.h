#pragma once

#include "model/comparison.h"

namespace sightline {

/// Says what a difference comes to, from its interval, its (adjusted) p value and its margin: `finding`,
/// `minimum_detectable`, and `more_cases` where it cannot be told. Where no pair differs nothing is known of how much
/// they scatter: it is then taken that as many do as may, the interval's most.
void judge_difference(MeasureDifference& told, double confidence);

}  // namespace sightline

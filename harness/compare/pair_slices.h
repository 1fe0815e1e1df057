#pragma once

#include <vector>

#include "compare/joined_units.h"

namespace sightline {

/// A part of the pairs, before anything is measured.
struct PairSlice {
  ComparedSlice told;                  ///< Without its measures.
  std::vector<const UnitPair*> pairs;  ///< Those that were judged on both sides.
};

/// All pairs, then each model × prompt of the candidate, then each of its tags that two judged pairs or more have.
std::vector<PairSlice> slices_of(const JoinedUnits& joined);

}  // namespace sightline

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compare/run_figures.h"
#include "model/comparison.h"

namespace sightline {

/// One side of a comparison: a run, or those of its units that one model or one prompt made.
struct ComparedUnits {
  const RunFigures* run = nullptr;
  std::string model = {};   ///< Empty: all.
  std::string prompt = {};  ///< Empty: all.
  /// Controls are in no side.
  bool holds(const UnitFigures& unit) const;
};

/// A unit that both sides have.
struct UnitPair {
  const UnitFigures* base = nullptr;
  const UnitFigures* candidate = nullptr;
  std::uint32_t cluster = 0;  ///< Below JoinedUnits::clusters.
  UnitFate fate = UnitFate::not_judged;
};

struct JoinedUnits {
  std::vector<UnitPair> pairs;  ///< In plan order of the candidate.
  std::uint32_t clusters = 0;   ///< Those of the candidate; what the base calls otherwise is told in a note.
  std::vector<UnitId> only_in_base;
  std::vector<UnitId> only_in_candidate;
  std::vector<std::string> notes;
};

/// Joins by suite, case, prompt and model, but for the model or the prompt that the sides name. Where each side has a
/// single model and these differ, they are taken for each other; single prompts likewise. The runs must outlive it.
JoinedUnits join_units(const ComparedUnits& base, const ComparedUnits& candidate);

}  // namespace sightline

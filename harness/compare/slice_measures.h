#pragma once

#include <vector>

#include "compare/metric_difference.h"

namespace sightline {

/// Two sides that were joined, and what their slices are measured by.
struct ComparedSides {
  ComparedUnits base;
  ComparedUnits candidate;
  std::vector<ComparedMetric> metrics;
};

/// The slices with every measure that both sides have there, the pass rate first: with intervals and p values, without
/// findings. Tags are not resampled. Takes all cores; what comes out does not depend on their number.
std::vector<ComparedSlice> measured(const std::vector<PairSlice>& slices, const ComparedSides& sides,
                                    const CompareOptions& options);

/// Adjusts the p values of slices: those of the cells' pass rates are one family, in which none may be a false alarm
/// (Holm). All else is exploratory (Benjamini-Hochberg): the tags' pass rates are a family, and so is each other
/// measure over all cells and tags. What is said of all pairs is not adjusted.
void adjust_for_many(std::vector<ComparedSlice>& slices);

}  // namespace sightline

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "run/plan.h"
#include "stats/power.h"

namespace sightline {

/// How much it scatters whether a case passes, as standard deviations of shares.
struct Scatter {
  double between = 0.5;  ///< Over cases. The worst that passing can be.
  double rho = 0.5;      ///< Correlation of a case's shares on the two sides of a comparison.
  double within = 0;     ///< Of one answer around the share of its case: what more repeats average out.
};

/// What a comparison of two runs of a plan has to go by, for one model and prompt. Only cases that will be judged.
struct PowerCell {
  std::string model;
  std::string prompt;
  std::uint64_t cases = 0;
  std::uint64_t clusters = 0;  ///< Groups of cases that are not independent of each other.
  bool of_images = false;      ///< What the cases of a cluster have in common is their images.
  unsigned repeats = 1;        ///< The fewest that a case has.
};

/// In the order of the plan.
std::vector<PowerCell> power_cells(const Plan& plan);

struct PowerAnswer {
  double detectable = 0;     ///< The least change that is found, as a share; above 1 where none is.
  std::uint64_t needed = 0;  ///< Clusters that it takes to find the change asked for, with the repeats that there are.
  /// Repeats with which the clusters that there are would do; nothing where no number does, or more than a thousand.
  std::optional<unsigned> repeats_needed = {};
  bool is_enough(double change) const { return detectable <= change; }
};

/// Source: stats/power.h. `change` is a share, above 0; the cell has one cluster at least.
PowerAnswer power_answer(const PowerCell& cell, const Scatter& scatter, double change, const PowerOptions& options);

}  // namespace sightline

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "run/power_plan.h"
#include "runlog/runlog.h"

namespace sightline {

/// A unit of an earlier run that was judged: how many of its answers passed. Copies of an answer count once.
struct JudgedUnit {
  UnitId id;
  std::string cluster;
  unsigned passed = 0;
  unsigned repeats = 0;
  double share() const { return static_cast<double>(passed) / repeats; }
};

/// In plan order, without controls, groups, and what was skipped or expected to fail.
std::vector<JudgedUnit> judged_units(const RunReader& run);

struct MeasuredScatter {
  Scatter scatter;
  std::uint64_t clusters = 0;  ///< From which it was measured.
  bool within_known = false;   ///< Some unit has repeats; else all scatter is taken to be between cases.
  bool rho_known = false;      ///< Two runs were held against each other.
};

/// By model and prompt, what earlier runs say. Clusters are the items: of each, the mean over its cases. Variance
/// between them is that of their means less what the answers' own scatter makes of it, p(1-p) k/(k-1) of a unit with k
/// repeats (Miller, arXiv 2411.00640, on resampling). A cell is left out where fewer than two clusters can be measured,
/// or where they do not scatter at all: such a sample is too small to plan by.
using ScatterByCell = std::map<std::pair<std::string, std::string>, MeasuredScatter>;
ScatterByCell measure_scatter(const std::vector<JudgedUnit>& run);
/// The same from the differences of two runs, over the units that both have.
ScatterByCell measure_scatter(const std::vector<JudgedUnit>& base, const std::vector<JudgedUnit>& candidate);

/// The cell's, or the mean over all measured cells; nothing where none was.
std::optional<MeasuredScatter> scatter_for(const ScatterByCell& cells, const std::string& model,
                                           const std::string& prompt);

}  // namespace sightline

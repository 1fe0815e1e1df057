#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "run/plan.h"
#include "stats/sequential.h"

namespace sightline {

/// How a run is held against a baseline while it goes on.
struct EarlyDecisionOptions {
  /// Whether a unit passed in the baseline; nothing where it was not judged there.
  std::function<std::optional<bool>(const UnitId&)> passed_before;
  double margin = 0.02;  ///< A pass rate that is less than this below the baseline's is no worse.
  double alpha = 0.05;   ///< Of a false decision anywhere in the run; shared among the cells of model × prompt.
  std::uint64_t seed = 0;
};

/// Decides, model by model and prompt by prompt, whether a run is worse than its baseline, from as few of its cases as
/// can be. What depends on each other (a cluster, a group, cases that look at one another's answers) is one block and
/// counts as one observation: the mean over its units of passing now less passing before. Blocks are drawn in a seeded
/// order and observed in that order, whichever ends first, so that quick answers do not count before slow ones.
class EarlyDecision {
 public:
  /// `plan` must outlive it.
  EarlyDecision(const Plan& plan, const EarlyDecisionOptions& options);

  /// The plan's units, as indices, in the order in which they are to be started.
  const std::vector<std::size_t>& order() const { return order_; }
  /// Takes a repeat of a unit of the plan. True where a cell was decided by it.
  bool take(const PlannedUnit& unit, const CaseResult& result);
  /// False where all is decided that the unit could tell.
  bool needs(const PlannedUnit& unit) const;
  /// The units and groups of the plan that lack results.
  std::vector<UnitId> not_taken() const;
  /// What the cells have come to, in plan order.
  std::vector<DecidedCell> cells() const;

 private:
  struct Block {
    std::size_t lacking = 0;   ///< Repeats that are still to come.
    double differences = 0;    ///< Of the units that both runs judged.
    std::size_t compared = 0;  ///< How many these are.
  };
  struct Cell {
    const PlannedUnit* first = nullptr;  ///< Names the model and the prompt.
    std::vector<Block> blocks;           ///< In the order of the draw.
    std::size_t observed = 0;            ///< Blocks that were looked at, from the front.
    SequentialComparison test;
  };

  void draw_order(const std::vector<std::size_t>& block_of, std::uint64_t seed);
  void make_cells(const std::vector<std::size_t>& block_of);
  void settle(std::size_t unit, const std::vector<CaseResult>& repeats);
  bool observe(Cell& cell);

  const Plan& plan_;
  EarlyDecisionOptions options_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> cell_of_;    ///< By unit.
  std::vector<std::size_t> block_of_;   ///< By unit: its block's place within its cell.
  std::vector<std::uint64_t> lacking_;  ///< By unit: results that are still to come.
  std::vector<Cell> cells_;
  std::unordered_map<std::size_t, std::vector<CaseResult>> open_;  ///< Repeats of units that lack some, by unit.
};

}  // namespace sightline

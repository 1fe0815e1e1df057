#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/result.h"
#include "report/summary.h"

namespace sightline {

/// What a gate is judged over: the run, or one suite.
struct GateScope {
  std::string name;  ///< "" for the run.
  std::vector<const CellSummary*> cells;
};

/// The cells in which something counts for the pass rate.
std::vector<const CellSummary*> judged_cells(const GateScope& scope);

/// "receipts, terse, qwen3-vl-32b"; without the suite where the cell is over the run.
std::string cell_text(const CellSummary& cell);

/// What a gate is about, for the verdict of a scope in which it speaks of no cell.
struct GateSubject {
  std::string name;  ///< "pass_rate"
  std::string noun;  ///< "pass rate"
  double limit = 0;
};
/// All that ran may have been expected to fail; if nothing ran, nothing passes.
GateVerdict nothing_judged(const GateSubject& subject, const GateScope& scope);

/// A gate as judged in one cell.
struct CellVerdict {
  GateVerdict verdict;
  double room = 0;  ///< How far it is on the right side of the limit: the worst has the least.
};
/// The one that counts: what failed before what is open before what passed, and among these the one with the least
/// room. `verdicts` is not empty.
GateVerdict worst_of(const std::vector<CellVerdict>& verdicts);

/// The least count above `from` that settles a question, taken that all greater ones do. Nothing where 100 million do
/// not.
std::optional<std::uint64_t> least_count(std::uint64_t from, const std::function<bool(std::uint64_t)>& settles);

/// "; about 40 more cases would tell", or that none would.
std::string more_cases_text(std::optional<std::uint64_t> more);

/// Figures times 100, with one digit after the point or as many as it takes to tell each of them from the limit.
class HundredthsText {
 public:
  HundredthsText(const std::vector<double>& figures, double limit);
  std::string operator()(double figure) const;

 private:
  int digits_ = 1;
};

}  // namespace sightline

#pragma once

#include <map>
#include <string>
#include <vector>

#include "compare/baseline_gates.h"

namespace sightline {

/// The cells of a gate's scope beside the baseline's.
class ComparedScope {
 public:
  ComparedScope(const GateScope& scope, const CompareWithBaseline& compare, const CompareOptions& options);

  /// Nothing where no unit of the cell is in both.
  const ComparedSlice* slice(const CellSummary& cell) const;
  /// The units of the cell that passed in the baseline and do not now.
  std::vector<UnitId> newly_failing(const CellSummary& cell) const;
  /// "; 2 units of the baseline are not in this run: a, b", or "".
  std::string gone_text() const;

 private:
  std::map<std::string, Comparison> by_suite_;
};

/// "a, b, c and 4 more"
std::string names_of(const std::vector<UnitId>& units);

/// The verdict on a cell that the baseline has nothing of.
CellVerdict nothing_to_compare(const std::string& gate, double limit, const GateScope& scope, const CellSummary& cell);

}  // namespace sightline

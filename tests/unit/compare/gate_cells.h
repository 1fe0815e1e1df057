#pragma once

#include <string>
#include <vector>

#include "report/summary.h"

namespace sightline {

/// A cell of the prompt "terse" with so many units.
inline CellSummary cell_with(std::string model, std::uint64_t passed, std::uint64_t failed, std::string suite = "") {
  CellSummary cell;
  cell.suite = std::move(suite);
  cell.model = std::move(model);
  cell.prompt = "terse";
  cell.counts.passed = passed;
  cell.counts.failed = failed;
  cell.answers = passed + failed;
  return cell;
}

/// A run of the suite "receipts" with these cells.
inline RunSummary run_with(std::vector<CellSummary> cells) {
  RunSummary summary;
  summary.cells = cells;
  for (CellSummary& cell : summary.cells) cell.suite = "receipts";
  summary.run_cells = std::move(cells);
  return summary;
}

}  // namespace sightline

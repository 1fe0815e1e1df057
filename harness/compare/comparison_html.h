#pragma once

#include <ostream>

#include "compare/compared_runs.h"
#include "model/comparison.h"

namespace sightline {

/// How much compare.html holds of its runs.
struct ComparisonPageLimits {
  std::size_t units = 2000;                   ///< That can be opened in it; the others are in the table alone.
  std::size_t bytes = std::size_t{48} << 20;  ///< Of their texts, before they are packed.
};

/// compare.html: one file that opens from disk and sends no request, as report.html does. It has a row of each unit
/// that both sides have, and the texts of those that tell most. Nothing is held that grows with the runs' texts.
/// Errors: a run cannot be read; nothing is written then.
Expected<void> write_comparison_html(const Comparison& comparison, const ComparedRuns& runs, std::ostream& out,
                                     const ComparisonPageLimits& limits = {});

}  // namespace sightline

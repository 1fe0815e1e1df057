#pragma once

#include <ostream>

#include "report/summary.h"

namespace sightline {

/// Workflow commands of GitHub Actions: one annotation for each unit that is not in order, at the place of its case,
/// and one for each gate that did not pass.
void write_github(const RunReader& run, const RunSummary& summary, std::ostream& out);

}  // namespace sightline

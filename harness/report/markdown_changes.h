#pragma once

#include <ostream>

#include "report/run_companions.h"

namespace sightline {

/// What changed since the baseline, for summary.md: counts, the comparison's sentence, and the first units that fail
/// newly. Nothing where the run was compared with nothing.
void write_markdown_changes(const RunCompanions& companions, std::ostream& out);

}  // namespace sightline

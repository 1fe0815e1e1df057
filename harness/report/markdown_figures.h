#pragma once

#include <ostream>

#include "report/summary.h"

namespace sightline {

/// What statistics tell of a run beside its cells: by tag, of repeats, of trouble, and which units are flaky; each as a
/// section of Markdown, and only where there is something to tell.
void write_markdown_figures(const RunSummary& summary, std::ostream& out);

/// "66.7 % (21–94)", or a dash where nothing counts for it.
std::string markdown_pass_rate(const StatusCounts& counts);

}  // namespace sightline

#pragma once

#include <string>

#include "report/run_companions.h"

namespace sightline {

/// What the page tells of a run's comparison as a whole, as JSON on one line: compare.json without its units' sides,
/// which stand in the rows, without the figures of single tags, and with `page`, the name of the page beside it.
std::string page_comparison(const RunCompanions& companions);

}  // namespace sightline

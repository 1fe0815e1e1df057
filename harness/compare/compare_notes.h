#pragma once

#include <string>
#include <vector>

#include "compare/run_figures.h"

namespace sightline {

/// What a reader of a comparison must know of the two runs: where they asked otherwise, or have less than they look.
std::vector<std::string> notes_of(const RunFigures& base, const RunFigures& candidate);
/// Of one run whose parts are compared.
std::vector<std::string> notes_of(const RunFigures& run);

}  // namespace sightline

#pragma once

#include <optional>
#include <vector>

#include "assertion/boxes.h"

namespace sightline {

/// For each row its column, each column at most once, so that the figures at them have the greatest sum: the Hungarian
/// method. The shorter side is given away whole. Of assignments with equal sums it is one, always the same. Takes
/// n² · m steps, n being the shorter side.
std::vector<std::optional<std::size_t>> best_assignment(const OverlapTable& gains);

}  // namespace sightline

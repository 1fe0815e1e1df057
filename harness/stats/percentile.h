#pragma once

#include <optional>
#include <vector>

namespace sightline {

/// The value below which `share` (0 to 1) of the values lie, between two of them by linear interpolation (type 7 of
/// Hyndman and Fan, NumPy's default). Nothing of no values. `values` are sorted in place.
std::optional<double> percentile(std::vector<double>& values, double share);

}  // namespace sightline

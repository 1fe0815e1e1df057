#pragma once

#include <ostream>

#include "model/comparison.h"

namespace sightline {

/// compare.json: every figure, one measure, one unit a line, under comparison_schema(). No time stands in it but when
/// the runs were started.
void write_comparison_json(const Comparison& comparison, std::ostream& out);

}  // namespace sightline

#pragma once

#include <ostream>

#include "model/comparison.h"

namespace sightline {

/// compare.json: every figure, one measure, one unit a line, under comparison_schema(). No time stands in it but when
/// the runs were started.
void write_comparison_json(const Comparison& comparison, std::ostream& out);
/// The same without the units that changed, for a page that has them otherwise.
void write_comparison_without_changes(const Comparison& comparison, std::ostream& out);

}  // namespace sightline

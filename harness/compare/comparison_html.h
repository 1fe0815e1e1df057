#pragma once

#include <ostream>

#include "model/comparison.h"

namespace sightline {

/// compare.html: one page that loads nothing and runs nothing; its policy forbids both.
void write_comparison_html(const Comparison& comparison, std::ostream& out);

}  // namespace sightline

#pragma once

#include <ostream>

#include "model/comparison.h"

namespace sightline {

/// compare.md: GitHub's Markdown, for a pull request's comment, which holds 65,536 characters: lists are cut, and say
/// by how much. Its first line is the verdict.
void write_comparison_markdown(const Comparison& comparison, std::ostream& out);

}  // namespace sightline

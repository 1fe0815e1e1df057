#pragma once

#include <string>
#include <vector>

#include "compare/compared_runs.h"
#include "model/comparison.h"

namespace sightline {

/// What compare.html tells of the comparison as a whole, as JSON on one line: compare.json's members but the units that
/// changed, each figure in words, and the headers of both runs. `images` are those that lie beside the page.
std::string comparison_page_head(const Comparison& comparison, const ComparedRuns& runs,
                                 const std::vector<std::string>& images);

}  // namespace sightline

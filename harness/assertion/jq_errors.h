#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/node.h"

namespace sightline {

/// jq's complaints about the filter `node` as errors: its line becomes a place, its words for the shell are cut.
Errors jq_compile_errors(const Node& node, const std::vector<std::string>& complaints, const Source& source);

}  // namespace sightline

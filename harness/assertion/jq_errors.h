#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/node.h"

namespace sightline {

/// The place in `source` of the byte `offset` of the text of the scalar `node`: exact where the scalar's line stands in
/// the source as it is, else the scalar's beginning.
Position place_in_scalar(const Node& node, std::size_t offset, const Source& source);

/// jq's complaints about the filter `node` as errors: its line becomes a place, its words for the shell are cut.
Errors jq_compile_errors(const Node& node, const std::vector<std::string>& complaints, const Source& source);

}  // namespace sightline

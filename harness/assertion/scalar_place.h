#pragma once

#include <cstddef>

#include "model/node.h"

namespace sightline {

/// The place in `source` of the byte `offset` of the text of the scalar `node`: exact where the scalar's line stands in
/// the source as it is, else the scalar's beginning.
Position place_in_scalar(const Node& node, std::size_t offset, const Source& source);

}  // namespace sightline

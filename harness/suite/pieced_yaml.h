#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "suite/yaml.h"

namespace sightline {

/// Reads a text in the pieces that begin at `begins` (of yaml_pieces(); two or more), all at once. Nothing where
/// anything is wrong with it: what, only the whole can tell.
std::optional<Node> read_yaml_in_pieces(const Source& source, const std::vector<std::size_t>& begins,
                                        const YamlLimits& limits);

}  // namespace sightline

#pragma once

#include <optional>

#include "suite/complaints.h"
#include "suite/yaml.h"
#include "suite/yaml_pieces.h"

namespace sightline {

/// Reads a whole text, and tells what is wrong with it. Of its bytes no more is wanted than that they are UTF-8.
Node read_yaml_carefully(const Source& source, const YamlLimits& limits, Complaints& complaints);

/// Reads one piece of a text; nothing where anything is wrong with it: what, only the whole can tell.
std::optional<YamlPiece> read_piece_carefully(const Source& source, YamlRange range, const YamlLimits& limits);

}  // namespace sightline

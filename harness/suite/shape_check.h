#pragma once

#include <string_view>

#include "model/node.h"
#include "suite/diagnostics.h"
#include "suite/shape.h"

namespace sightline {

/// Holds a value against its shape and tells all that is wrong: unknown keys, keys of a later version, wrong types and
/// values, missing keys. What is wrong becomes null where it stands, so that readers meet only well-formed values and
/// can tell "was wrong" from "is not there". Keys that begin with x- are left alone. False where the value itself was
/// wrong.
bool check_shape(Node& value, const Shape& shape, std::string_view key, const Source& source, Diagnostics& out);

/// The same for the closed list of keys that `value` should be. False where it is no map.
bool check_table(Node& value, const Table& table, const Source& source, Diagnostics& out);

/// Tells where `version` is one that this program does not know.
void check_version(const Node& document, const Source& source, Diagnostics& out);

/// True where a map has a key that is not in the table, as check_table tells.
bool has_unknown_key(const Node& map, const Table& table);

/// True for keys that are kept for YAML anchors.
bool is_ignored_key(std::string_view key);

}  // namespace sightline

#pragma once

#include <cstddef>

#include "model/node.h"

namespace sightline::json_schema {

/// Equal values have equal hashes: numbers by value, maps whatever the order of their members.
std::size_t hash_of(const Node& value);

}  // namespace sightline::json_schema

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/json.h"

namespace sightline {

/// What is wrong with a JSON text, and where.
struct JsonTrouble {
  Position at;
  std::string message;
};

/// A JSON text as nlohmann/json takes it; `root` is whole only where there are no troubles.
struct CarefullyParsed {
  Node root;
  std::vector<JsonTrouble> troubles;
};

/// Reads a JSON text as parse_json() does, and tells all that is wrong with it.
CarefullyParsed parse_carefully(std::string_view text, const JsonLimits& limits);

}  // namespace sightline

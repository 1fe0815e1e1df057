#pragma once

#include <string>
#include <string_view>

#include "model/node.h"

namespace sightline::json_schema {

/// "the string 'x'", "the number 42", "null", "true", "an array of 3 items", "an object with 1 member".
std::string described(const Node& value);
/// A value as it stands in a list of choices: 'x', 42, null; shortened JSON for arrays and objects.
std::string short_form(const Node& value);

}  // namespace sightline::json_schema

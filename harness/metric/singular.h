#pragma once

#include <string>
#include <string_view>

namespace sightline {

/// The singular of an English noun in lower case, by rule and by a list of exceptions; a singular stays as it is where
/// the rules know it: "bus", "glass", "sheep".
std::string singular(std::string_view noun);

}  // namespace sightline

#pragma once

#include <string_view>

namespace sightline {

/// What stands between the braces of ECMA-262's `\p{...}`, in PCRE2's words: Unicode's long names of general categories
/// become its short ones ("Letter" and "gc=Letter" become "L"); scripts and binary properties are the same in both.
std::string_view pcre_property(std::string_view name);

}  // namespace sightline

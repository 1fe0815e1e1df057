#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// Number of insertions, deletions, substitutions and swaps of neighbours between two names.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// "; did you mean 'contains'?" for the candidate nearest to `name`, or "" where none is near.
std::string suggestion(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace sightline

#pragma once

#include <set>
#include <string>
#include <vector>

#include "compare/joined_units.h"

namespace sightline {

/// Whether the sides of a unit answered alike: what each of its repeats said last, in whatever order.
enum class AnswersOfPair { none, same, differ };
AnswersOfPair answers_of_pair(const UnitPair& pair);

/// A unit's row in the table of compare.html, as JSON on one line.
std::string comparison_page_row(const UnitPair& pair, AnswersOfPair answers);

/// The pairs whose texts the page holds, by their index: those that tell most first, `most` of them at most.
std::set<std::size_t> pairs_with_details(const JoinedUnits& joined, const std::vector<AnswersOfPair>& answers,
                                         std::size_t most);

}  // namespace sightline

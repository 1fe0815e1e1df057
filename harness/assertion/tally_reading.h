#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/node.h"

namespace sightline {

// What folds read of a tally, and of the parts of one. A tally comes from a run's log, which anyone may have edited:
// what is missing, or of another kind, counts as nothing.

/// 0 where there is none.
double number_in(const Node& map, std::string_view key);
/// "" where there is none.
std::string text_in(const Node& map, std::string_view key);
/// An empty list where there is none.
const Node::List& list_in(const Node& map, std::string_view key);

/// Nothing where the whole is not above 0.
std::optional<double> quotient(double part, double whole);

}  // namespace sightline

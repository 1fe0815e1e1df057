#pragma once

#include <cstddef>
#include <vector>

#include "assertion/json_difference.h"
#include "model/verdict.h"

namespace sightline {

/// Of what was expected and of what came in its place, each in a verdict's evidence: bytes of text, or of JSON.
inline constexpr std::size_t kMostContrast = 4000;

/// Puts `expected`, and `got` where it is given, into the evidence of a verdict that is a fail or scores below 1: a
/// perfect pass and an error need neither. Where nothing is given as `got`, the evidence's `extracted` or `value` is
/// what was compared, and without them the whole answer. A longer text ends at kMostContrast, a longer list or map is
/// given as the beginning of its JSON, and the list `cut` names which of the two it happened to.
void contrast(Verdict& verdict, const Node& expected, const Node* got = nullptr);

/// Puts the places that are wrong in a JSON value into the evidence of a fail: `problems`, each with its JSON pointer
/// and what is wrong there, 20 at most, each text ending at kMostContrast.
void tell_problems(Verdict& verdict, const std::vector<JsonProblem>& problems);

}  // namespace sightline

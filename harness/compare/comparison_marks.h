#pragma once

#include <string>

#include "compare/markup.h"
#include "model/comparison.h"

namespace sightline {

/// Findings and statuses on the page: a word, a shape and a colour, which comes from a class ("of-failed").

std::string finding_class(Finding finding);
/// "Worse", with its shape.
Markup finding_badge(Finding finding);
/// The shape alone.
Markup finding_mark(Finding finding);
/// "Cannot tell".
std::string finding_word(Finding finding);

Markup status_badge(Status status);
/// "Held", "Failed", "Inconclusive".
Markup gate_badge(GateVerdict::Status status);

}  // namespace sightline

#pragma once

#include "compare/markup.h"
#include "model/comparison.h"

namespace sightline {

/// Both pass rates, their difference, and how many units went which way.
Markup change_figures(const Comparison& comparison);
/// The gates, those that did not hold first; nothing where none was judged.
Markup gates_card(const Comparison& comparison);
/// Every measure of all pairs.
Markup whole_table(const Comparison& comparison);
/// Every measure of each other slice, folded.
Markup slice_tables(const Comparison& comparison);

}  // namespace sightline

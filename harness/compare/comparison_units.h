#pragma once

#include "compare/markup.h"
#include "model/comparison.h"

namespace sightline {

/// The units that changed, by what became of them: each with both sides' status, reason and answer, the words marked in
/// which these differ. Also those without a partner.
Markup changed_units(const Comparison& comparison);
Markup units_without_partner(const Comparison& comparison);

}  // namespace sightline

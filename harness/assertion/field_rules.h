#pragma once

#include "assertion/field_match.h"
#include "assertion/option_schema.h"
#include "assertion/options.h"

namespace sightline {

/// Reads `compare`, `rows` and `ignore`. Paths that lead nowhere in `expected`, and expected values that their
/// comparators cannot take, are errors.
FieldRules read_field_rules(Options& options, const Node& expected);

/// Adds the three options.
OptionSchema& add_field_rules(OptionSchema& schema);

}  // namespace sightline

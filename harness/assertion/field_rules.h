#pragma once

#include "assertion/field_match.h"
#include "assertion/option_schema.h"
#include "assertion/options.h"

namespace sightline {

/// Reads `compare`, `rows` and `ignore`. Paths that lead nowhere in `expected`, and expected values that their
/// comparators cannot take, are errors.
FieldRules read_field_rules(Options& options, const Node& expected);

/// Reads a list of paths, or one.
std::vector<JsonPathPattern> read_paths(Options& options, std::string_view option);

/// Adds the three options.
OptionSchema& add_field_rules(OptionSchema& schema);

/// What the schema of an option that read_paths() reads is.
inline constexpr std::string_view kPathsSchema = R"({"type": ["string", "array"], "items": {"type": "string"},
  "description": "Paths that do not count, with all below them, as jq writes them: .date, .items[].id"})";

}  // namespace sightline

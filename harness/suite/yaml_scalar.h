#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "model/node.h"

namespace sightline {

/// What a scalar means, or what is wrong with it.
using ReadScalar = tl::expected<Node, std::string>;

/// An unquoted scalar in YAML 1.2's core schema: null, true, false and numbers in the three spellings that it has for
/// each, all else text. Numbers keep their spelling where JSON has it too (0x1F is 31, .5 is 0.5). Errors, stricter
/// than the schema: what YAML 1.1 or C reads as another number (012, 1_000, 0b11); .inf and .nan, which JSON cannot
/// carry; numbers too large for a double.
ReadScalar read_plain_scalar(std::string_view text);

/// A scalar with a tag of the core schema ("tag:yaml.org,2002:int"); other tags are errors.
ReadScalar read_tagged_scalar(std::string_view tag, std::string_view text);

/// "!!int" for "tag:yaml.org,2002:int", other tags as they are.
std::string shown_tag(std::string_view tag);

}  // namespace sightline

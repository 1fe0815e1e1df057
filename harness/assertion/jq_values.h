#pragma once

extern "C" {
#include <jv.h>
}

#include <optional>

#include "model/node.h"

namespace sightline {

/// Depth of values on their way into and out of jq: its own functions recurse without a bound.
constexpr unsigned kDeepestJqValue = 256;

/// A new reference. Deeper parts than kDeepestJqValue become null.
jv to_jv(const Node& node, unsigned depth = 0);
/// Does not take the reference. Nothing where the value is too deep. Not-a-number and infinities become null.
std::optional<Node> from_jv(jv value, unsigned depth = 0);

}  // namespace sightline

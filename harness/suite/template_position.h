#pragma once

#include "model/node.h"
#include "suite/mustache_tags.h"

namespace sightline {

/// Where the `index`-th tag of the template `scalar` stands in `source`. The value differs from what is written there
/// by quotes, escapes, folds and indentation, but its tags are the same in the same order; where they are not (a brace
/// written as an escape), it is the place of the scalar.
Position position_of_tag(const Node& scalar, const Source& source, std::size_t index, const MustacheTag& tag);

/// The same for the tag after `closed` others that never ends.
Position position_of_unclosed_tag(const Node& scalar, const Source& source, std::size_t closed);

}  // namespace sightline

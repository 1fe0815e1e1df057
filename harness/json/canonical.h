#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "json/json.h"

namespace sightline {

/// Where a value of a tree stands in the tree's canonical text.
struct CanonicalSpan {
  const Node* node = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A canonical text, and where its parts stand in it: each is canonical by itself.
struct CanonicalText {
  std::string text;
  /// The root, its children and theirs, in the order in which they begin.
  std::vector<CanonicalSpan> spans;
  /// The span of a node; null for one that stands deeper.
  const CanonicalSpan* span_of(const Node& node) const;
};

/// canonical_json(), for those who want the texts of its parts too. The tree must stay where it is.
Expected<CanonicalText> canonical_text(const Node& node);

}  // namespace sightline

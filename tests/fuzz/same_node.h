#pragma once

#include <algorithm>

#include "model/node.h"

namespace sightline::fuzz {

/// Positions and spellings too: what was read may be told wrong later.
inline bool is_same(const Node& a, const Node& b) {
  if (a.kind() != b.kind() || a.at != b.at) return false;
  if (a.is_list()) return std::ranges::equal(a.list(), b.list(), is_same);
  if (a.is_number()) return a.number_text() == b.number_text() && a.number() == b.number();
  if (!a.is_map()) return a == b;
  return std::ranges::equal(a.map(), b.map(), [](const Node::Member& x, const Node::Member& y) {
    return x.key == y.key && x.key_at == y.key_at && is_same(x.value, y.value);
  });
}

}  // namespace sightline::fuzz

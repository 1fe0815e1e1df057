#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "model/node.h"

namespace sightline {

/// What a value costs that an alias repeats.
struct YamlWeight {
  std::size_t nodes = 0;
  std::size_t bytes = 0;  ///< Of its texts and keys.
  std::size_t depth = 0;  ///< 1 for a scalar.
};
YamlWeight weigh(const Node& node);

/// Finds anchored values again. They are not copied when they are anchored, which nested anchors would make dear: each
/// is known by the way to it, the index of the child at each level from the root down.
class YamlAnchors {
 public:
  using Id = std::size_t;
  /// `unfinished`: the lists and maps around the value, from the root down.
  void remember(Id id, const std::vector<const Node*>& unfinished);
  void remember_key(Id id, Node key) { keys_[id] = std::move(key); }
  /// The value, or null while it is itself unfinished.
  const Node* find(Id id, const std::vector<const Node*>& unfinished) const;

 private:
  std::map<Id, std::vector<std::size_t>> ways_;
  std::map<Id, Node> keys_;
};

}  // namespace sightline

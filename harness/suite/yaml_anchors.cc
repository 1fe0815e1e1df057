#include "suite/yaml_anchors.h"

#include <algorithm>
#include <utility>

namespace sightline {
namespace {

std::size_t child_count(const Node& node) {
  if (node.is_list()) return node.list().size();
  return node.is_map() ? node.map().size() : 0;
}

const Node& child(const Node& node, std::size_t index) {
  return node.is_list() ? node.list()[index] : node.map()[index].value;
}

}  // namespace

YamlWeight weigh(const Node& node) {
  YamlWeight weight{1, node.is_string() ? node.string().size() : 0, 0};
  if (node.is_map()) {
    for (const Node::Member& member : node.map()) weight.bytes += member.key.size();
  }
  for (std::size_t i = 0; i < child_count(node); ++i) {
    const YamlWeight inner = weigh(child(node, i));
    weight.nodes += inner.nodes;
    weight.bytes += inner.bytes;
    weight.depth = std::max(weight.depth, inner.depth);
  }
  ++weight.depth;
  return weight;
}

void YamlAnchors::remember(Id id, const std::vector<const Node*>& unfinished) {
  std::vector<std::size_t>& way = ways_[id];
  for (const Node* node : unfinished) way.push_back(child_count(*node));
}

const Node* YamlAnchors::find(Id id, const std::vector<const Node*>& unfinished) const {
  if (const auto key = keys_.find(id); key != keys_.end()) return &key->second;
  const auto way = ways_.find(id);
  if (way == ways_.end()) return nullptr;
  const Node* found = nullptr;
  for (std::size_t level = 0; level < way->second.size(); ++level) {
    if (found == nullptr && level >= unfinished.size()) return nullptr;
    const Node& around = found != nullptr ? *found : *unfinished[level];
    const std::size_t index = way->second[level];
    const bool is_finished = index < child_count(around);
    if (!is_finished && found != nullptr) return nullptr;
    // Else it is the unfinished child, which is the next level's.
    if (is_finished) found = &child(around, index);
  }
  return found;
}

}  // namespace sightline

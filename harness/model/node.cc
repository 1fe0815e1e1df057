#include "model/node.h"

#include <algorithm>
#include <cmath>

#include "base/number.h"

namespace sightline {
namespace {

Node::Member* member_of(Node::Map& map, std::string_view key) {
  const auto found = std::find_if(map.begin(), map.end(), [key](const Node::Member& m) { return m.key == key; });
  return found == map.end() ? nullptr : &*found;
}

std::vector<const Node::Member*> by_key(const Node::Map& map) {
  std::vector<const Node::Member*> members;
  members.reserve(map.size());
  for (const Node::Member& member : map) members.push_back(&member);
  std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
  return members;
}

bool equal_maps(const Node::Map& a, const Node::Map& b) {
  if (a.size() != b.size()) return false;
  const auto left = by_key(a);
  const auto right = by_key(b);
  return std::equal(left.begin(), left.end(), right.begin(),
                    [](const auto* x, const auto* y) { return x->key == y->key && x->value == y->value; });
}

}  // namespace

Node::Node(std::int64_t value) : Node(Number{static_cast<double>(value), std::to_string(value)}) {}
Node::Node(std::uint64_t value) : Node(Number{static_cast<double>(value), std::to_string(value)}) {}
Node::Node(double value) : Node(Number{value, std::isfinite(value) ? sightline::number_text(value) : "null"}) {}

const Node* Node::find(std::string_view key) const {
  return const_cast<Node*>(this)->find(key);
}

Node* Node::find(std::string_view key) {
  if (!is_map()) return nullptr;
  Member* member = member_of(map(), key);
  return member == nullptr ? nullptr : &member->value;
}

Node& Node::set(std::string key, Node value) {
  if (is_null()) value_ = Map{};
  Member* member = member_of(map(), key);
  if (member == nullptr) return map().emplace_back(Member{std::move(key), std::move(value), {}}).value;
  return member->value = std::move(value);
}

void Node::erase(std::string_view key) {
  if (is_map()) std::erase_if(map(), [key](const Member& member) { return member.key == key; });
}

bool operator==(const Node& a, const Node& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Node::Kind::null:
      return true;
    case Node::Kind::boolean:
      return a.boolean() == b.boolean();
    case Node::Kind::number:
      return a.number() == b.number();
    case Node::Kind::string:
      return a.string() == b.string();
    case Node::Kind::list:
      return a.list() == b.list();
    case Node::Kind::map:
      return equal_maps(a.map(), b.map());
  }
  return false;
}

std::string_view kind_name(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::null:
      return "null";
    case Node::Kind::boolean:
      return "a boolean";
    case Node::Kind::number:
      return "a number";
    case Node::Kind::string:
      return "a string";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map";
  }
  return "";
}

Node merged(const Node& base, const Node& over) {
  Node result = base;
  if (!over.is_map()) return result;
  if (result.is_null()) result = Node(Node::Map{});
  for (const Node::Member& member : over.map()) result.set(member.key, member.value);
  return result;
}

}  // namespace sightline

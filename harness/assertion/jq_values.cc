#include "assertion/jq_values.h"

#include <cmath>
#include <cstdint>
#include <string>

namespace sightline {
namespace {

jv string_to_jv(const std::string& text) {
  return jv_string_sized(text.data(), static_cast<int>(text.size()));
}

/// Takes the reference.
std::string string_from_jv(jv text) {
  std::string out(jv_string_value(text), static_cast<std::size_t>(jv_string_length_bytes(jv_copy(text))));
  jv_free(text);
  return out;
}

Node number_from_jv(double value) {
  constexpr double kAllIntegersBelow = 9'007'199'254'740'992.0;
  if (!std::isfinite(value)) return {};
  if (value == std::trunc(value) && std::fabs(value) <= kAllIntegersBelow)
    return Node(static_cast<std::int64_t>(value));
  return Node(value);
}

std::optional<Node> list_from_jv(jv value, unsigned depth) {
  Node::List list;
  const int size = jv_array_length(jv_copy(value));
  for (int i = 0; i < size; ++i) {
    const jv item = jv_array_get(jv_copy(value), i);
    std::optional<Node> node = from_jv(item, depth + 1);
    jv_free(item);
    if (!node) return std::nullopt;
    list.push_back(std::move(*node));
  }
  return Node(std::move(list));
}

std::optional<Node> map_from_jv(jv value, unsigned depth) {
  Node::Map map;
  for (int at = jv_object_iter(value); jv_object_iter_valid(value, at); at = jv_object_iter_next(value, at)) {
    const jv item = jv_object_iter_value(value, at);
    std::optional<Node> node = from_jv(item, depth + 1);
    jv_free(item);
    if (!node) return std::nullopt;
    map.push_back({string_from_jv(jv_object_iter_key(value, at)), std::move(*node), {}});
  }
  return Node(std::move(map));
}

}  // namespace

jv to_jv(const Node& node, unsigned depth) {
  if (depth > kDeepestJqValue) return jv_null();
  switch (node.kind()) {
    case Node::Kind::null:
      return jv_null();
    case Node::Kind::boolean:
      return jv_bool(node.boolean() ? 1 : 0);
    case Node::Kind::number:
      return jv_number(node.number());
    case Node::Kind::string:
      return string_to_jv(node.string());
    case Node::Kind::list: {
      jv list = jv_array_sized(static_cast<int>(node.list().size()));
      for (const Node& item : node.list()) list = jv_array_append(list, to_jv(item, depth + 1));
      return list;
    }
    case Node::Kind::map: {
      jv map = jv_object();
      for (const Node::Member& member : node.map()) {
        map = jv_object_set(map, string_to_jv(member.key), to_jv(member.value, depth + 1));
      }
      return map;
    }
  }
  return jv_null();
}

std::optional<Node> from_jv(jv value, unsigned depth) {
  if (depth > kDeepestJqValue) return std::nullopt;
  switch (jv_get_kind(value)) {
    case JV_KIND_TRUE:
      return Node(true);
    case JV_KIND_FALSE:
      return Node(false);
    case JV_KIND_NUMBER:
      return number_from_jv(jv_number_value(value));
    case JV_KIND_STRING:
      return Node(string_from_jv(jv_copy(value)));
    case JV_KIND_ARRAY:
      return list_from_jv(value, depth);
    case JV_KIND_OBJECT:
      return map_from_jv(value, depth);
    default:
      return Node();
  }
}

}  // namespace sightline

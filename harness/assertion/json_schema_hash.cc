#include "assertion/json_schema_hash.h"

#include <functional>
#include <string>

namespace sightline::json_schema {
namespace {

std::size_t mixed(std::size_t seed, std::size_t hash) {
  return seed ^ (hash + 0x9e3779b97f4a7c15ull + (seed << 6) + (seed >> 2));
}

std::size_t hash_of_list(const Node::List& list) {
  std::size_t hash = list.size();
  for (const Node& item : list) hash = mixed(hash, hash_of(item));
  return hash;
}

std::size_t hash_of_map(const Node::Map& map) {
  std::size_t sum = map.size();
  for (const Node::Member& member : map) {
    sum += mixed(std::hash<std::string>()(member.key), hash_of(member.value));
  }
  return sum;
}

}  // namespace

std::size_t hash_of(const Node& value) {
  const auto kind = static_cast<std::size_t>(value.kind());
  switch (value.kind()) {
    case Node::Kind::boolean:
      return mixed(kind, value.boolean() ? 1 : 0);
    case Node::Kind::number:
      // std::hash gives 0 and -0 the same hash.
      return mixed(kind, std::hash<double>()(value.number()));
    case Node::Kind::string:
      return mixed(kind, std::hash<std::string>()(value.string()));
    case Node::Kind::list:
      return mixed(kind, hash_of_list(value.list()));
    case Node::Kind::map:
      return mixed(kind, hash_of_map(value.map()));
    default:
      return kind;
  }
}

}  // namespace sightline::json_schema

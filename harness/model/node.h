#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"

namespace sightline {

/// A value of YAML or JSON with the place where it was written. Maps keep the author's order and have no two equal
/// keys.
class Node {
 public:
  /// A number with its author's spelling: 118.00 stays "118.00".
  struct Number {
    double value = 0;
    std::string text;
  };
  struct Member;
  using List = std::vector<Node>;
  using Map = std::vector<Member>;
  enum class Kind : std::uint8_t { null, boolean, number, string, list, map };

  Node();
  Node(bool value);
  Node(int value);
  Node(std::int64_t value);
  Node(std::uint64_t value);
  Node(double value);
  Node(Number value);
  Node(const char* value);
  Node(std::string value);
  Node(std::string_view value);
  Node(List value);
  Node(Map value);

  Kind kind() const { return static_cast<Kind>(value_.index()); }
  bool is_null() const { return kind() == Kind::null; }
  bool is_boolean() const { return kind() == Kind::boolean; }
  bool is_number() const { return kind() == Kind::number; }
  bool is_string() const { return kind() == Kind::string; }
  bool is_list() const { return kind() == Kind::list; }
  bool is_map() const { return kind() == Kind::map; }

  /// Each throws std::bad_variant_access where the kind is another: ask first.
  bool boolean() const { return std::get<bool>(value_); }
  double number() const { return std::get<Number>(value_).value; }
  const std::string& number_text() const { return std::get<Number>(value_).text; }
  const std::string& string() const { return std::get<std::string>(value_); }
  std::string& string() { return std::get<std::string>(value_); }
  const List& list() const { return std::get<List>(value_); }
  List& list() { return std::get<List>(value_); }
  const Map& map() const;
  Map& map();

  /// The value under `key`, or null where this is no map or has no such key.
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  /// Replaces or appends; a null node becomes a map first.
  Node& set(std::string key, Node value);
  void erase(std::string_view key);

  /// Where the value begins, in the source its reader was given.
  Position at;

 private:
  std::variant<std::monostate, bool, Number, std::string, List, Map> value_;
};

struct Node::Member {
  std::string key;
  Node value;
  Position key_at;
};

// Behind Member, because a constructor needs the whole type of what it may have to destroy.
inline Node::Node() = default;
inline Node::Node(bool value) : value_(value) {}
inline Node::Node(int value) : Node(static_cast<std::int64_t>(value)) {}
inline Node::Node(Number value) : value_(std::move(value)) {}
inline Node::Node(const char* value) : value_(std::string(value)) {}
inline Node::Node(std::string value) : value_(std::move(value)) {}
inline Node::Node(std::string_view value) : value_(std::string(value)) {}
inline Node::Node(List value) : value_(std::move(value)) {}
inline Node::Node(Map value) : value_(std::move(value)) {}
inline const Node::Map& Node::map() const {
  return std::get<Map>(value_);
}
inline Node::Map& Node::map() {
  return std::get<Map>(value_);
}

/// Equality of values: numbers by value, maps whatever the order, places ignored.
bool operator==(const Node& a, const Node& b);

/// "null", "a boolean", "a number", "a string", "a list", "a map": for messages.
std::string_view kind_name(Node::Kind kind);

/// `base` with each top-level key of `over` put in its place; both are maps or null.
Node merged(const Node& base, const Node& over);

}  // namespace sightline

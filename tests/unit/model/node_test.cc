#include "model/node.h"

#include <catch2/catch.hpp>
#include <limits>

namespace sightline {
namespace {

Node map(std::initializer_list<std::pair<std::string, Node>> members) {
  Node node{Node::Map{}};
  for (const auto& [key, value] : members) node.set(key, value);
  return node;
}

TEST_CASE("a node knows its kind") {
  CHECK(Node().is_null());
  CHECK(Node(true).is_boolean());
  CHECK(Node(1).is_number());
  CHECK(Node("text").is_string());
  CHECK(Node(std::string_view("text")).is_string());
  CHECK(Node(Node::List{}).is_list());
  CHECK(Node(Node::Map{}).is_map());
  CHECK(kind_name(Node().kind()) == "null");
  CHECK(kind_name(Node(true).kind()) == "a boolean");
  CHECK(kind_name(Node(1).kind()) == "a number");
  CHECK(kind_name(Node("").kind()) == "a string");
  CHECK(kind_name(Node(Node::List{}).kind()) == "a list");
  CHECK(kind_name(Node(Node::Map{}).kind()) == "a map");
}

TEST_CASE("numbers carry their spelling") {
  CHECK(Node(42).number_text() == "42");
  CHECK(Node(std::numeric_limits<std::int64_t>::min()).number_text() == "-9223372036854775808");
  CHECK(Node(std::numeric_limits<std::uint64_t>::max()).number_text() == "18446744073709551615");
  CHECK(Node(0.5).number_text() == "0.5");
  CHECK(Node(1e21).number_text() == "1e+21");
  CHECK(Node(std::numeric_limits<double>::infinity()).number_text() == "null");
  CHECK(Node(Node::Number{118, "118.00"}).number_text() == "118.00");
}

TEST_CASE("members are found, set, replaced and erased in the author's order") {
  Node node;
  CHECK(node.find("a") == nullptr);
  node.set("b", 1);
  node.set("a", 2);
  node.set("b", 3).at = {7, 1};
  REQUIRE(node.map().size() == 2);
  CHECK(node.map()[0].key == "b");
  CHECK(node.find("b")->number() == 3);
  CHECK(node.find("b")->at == Position{7, 1});
  CHECK(node.find("c") == nullptr);
  node.erase("b");
  node.erase("c");
  CHECK(node == map({{"a", 2}}));
  CHECK(Node(1).find("a") == nullptr);
}

TEST_CASE("equality is that of values") {
  CHECK(Node(Node::Number{1, "1.0"}) == Node(1));
  CHECK(map({{"a", 1}, {"b", "x"}}) == map({{"b", "x"}, {"a", 1}}));
  CHECK_FALSE(map({{"a", 1}}) == map({{"a", 1}, {"b", 2}}));
  CHECK_FALSE(map({{"a", 1}}) == map({{"b", 1}}));
  CHECK(Node(Node::List{1, "a", Node()}) == Node(Node::List{1, "a", Node()}));
  CHECK_FALSE(Node(Node::List{1, 2}) == Node(Node::List{2, 1}));
  CHECK_FALSE(Node(false) == Node());
  CHECK_FALSE(Node("1") == Node(1));
  Node placed(1);
  placed.at = {3, 4};
  CHECK(placed == Node(1));
}

TEST_CASE("merging replaces whole top-level keys") {
  const Node base = map({{"a", 1}, {"b", map({{"x", 1}})}});
  const Node over = map({{"b", map({{"y", 2}})}, {"c", 3}});
  CHECK(merged(base, over) == map({{"a", 1}, {"b", map({{"y", 2}})}, {"c", 3}}));
  CHECK(merged(base, Node()) == base);
  CHECK(merged(Node(), over) == over);
  CHECK(merged(Node(), Node()).is_null());
}

}  // namespace
}  // namespace sightline

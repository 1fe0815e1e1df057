#include <catch2/catch.hpp>
#include <limits>

#include "json/canonical.h"
#include "json/json.h"

namespace sightline {
namespace {

std::string canonical(std::string_view text) {
  const auto node = parse_json(text);
  REQUIRE(node);
  const auto result = canonical_json(*node);
  return result ? *result : render(result.error());
}

TEST_CASE("RFC 8785, section 3.2.2") {
  CHECK(canonical(R"({
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  })") ==
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
        "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

TEST_CASE("RFC 8785, section 3.2.3: keys are sorted by UTF-16 units") {
  CHECK(canonical(R"({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7})") ==
        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"\U0001F600\":5,\"\uFB33\":3}");
  CHECK(canonical(R"({"a\ufb33": 1, "a\ud83d\ude00": 2, "a\ud7ff": 3, "ab": 4, "a": 5, "": 6})") ==
        "{\"\":6,\"a\":5,\"ab\":4,\"a\uD7FF\":3,\"a\U0001F600\":2,\"a\uFB33\":1}");
}

TEST_CASE("one value has one text") {
  CHECK(canonical("[1.0, 100, 1e2, -0, 0.0]") == "[1,100,100,0,0]");
  CHECK(canonical(" [ ] ") == "[]");
  CHECK(canonical("{}") == "{}");
  CHECK(canonical(R"("\u007f\u2028\u00e9\b\f\n\r\t\u001f/")") == "\"\x7F\u2028é\\b\\f\\n\\r\\t\\u001f/\"");
}

TEST_CASE("integers beyond 2^53 are refused, all at once and with their places") {
  CHECK(canonical("[9007199254740992, -9007199254740992, 9007199254740993.0, 1e300]") ==
        "[9007199254740992,-9007199254740992,9007199254740992,1e+300]");
  CHECK(
      canonical("[9007199254740993,\n -9007199254740993]") ==
      "sightline: error: line 1, column 2: the integer 9007199254740993 is beyond 2^53, where programs read different "
      "numbers; write it as a string or use a smaller one\n"
      "sightline: error: line 2, column 2: the integer -9007199254740993 is beyond 2^53, where programs read different "
      "numbers; write it as a string or use a smaller one\n");
  CHECK_FALSE(canonical_json(Node(std::numeric_limits<std::uint64_t>::max())));
  CHECK_FALSE(canonical_json(*parse_json("1" + std::string(300, '0'))));
}

TEST_CASE("values that JSON does not have are refused") {
  const auto infinite = canonical_json(Node(Node::List{std::numeric_limits<double>::infinity()}));
  REQUIRE_FALSE(infinite);
  CHECK(infinite.error()[0].message == "the number inf is not finite; JSON has no such number");
  const auto text = canonical_json(Node("a\xFF"));
  REQUIRE_FALSE(text);
  CHECK(text.error()[0].message == "the string 'a\uFFFD' is not valid UTF-8");
  Node map;
  map.set("\xFF", 1);
  CHECK_FALSE(canonical_json(map));
}

TEST_CASE("a canonical text knows where its parts stand") {
  const auto tree = parse_json(R"({"b": [{"y": [1.0], "x": "é"}, 2.0], "a": {"n": 1e2}})");
  REQUIRE(tree);
  const auto canonical = canonical_text(*tree);
  REQUIRE(canonical);
  CHECK(canonical->text == *canonical_json(*tree));
  const auto text_of = [&](const Node& node) {
    const CanonicalSpan* span = canonical->span_of(node);
    return span == nullptr ? "nothing" : canonical->text.substr(span->begin, span->end - span->begin);
  };
  const Node& list = *tree->find("b");
  CHECK(text_of(*tree) == canonical->text);
  CHECK(text_of(list) == R"([{"x":"é","y":[1]},2])");
  CHECK(text_of(list.list()[0]) == R"({"x":"é","y":[1]})");
  CHECK(text_of(list.list()[1]) == "2");
  CHECK(text_of(*tree->find("a")) == R"({"n":100})");
  CHECK(text_of(*list.list()[0].find("x")) == "nothing");
  CHECK(canonical->span_of(list) + 1 == canonical->span_of(list.list()[0]));
  CHECK(canonical->span_of(list) + 2 == canonical->span_of(list.list()[1]));
}

TEST_CASE("a tree without a canonical text has no spans either") {
  const auto text = canonical_text(Node(Node::List{Node(9007199254740994.0), Node("\xFF")}));
  REQUIRE_FALSE(text);
  CHECK(text.error().size() == 2);
}

}  // namespace
}  // namespace sightline

#include "json/quick_parse.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "json/careful_parse.h"

namespace sightline {
namespace {

void check_same(const Node& a, const Node& b) {
  REQUIRE(a.kind() == b.kind());
  CHECK(a.at == b.at);
  if (a.is_list()) {
    REQUIRE(a.list().size() == b.list().size());
    for (std::size_t i = 0; i < a.list().size(); ++i) check_same(a.list()[i], b.list()[i]);
  } else if (a.is_map()) {
    REQUIRE(a.map().size() == b.map().size());
    for (std::size_t i = 0; i < a.map().size(); ++i) {
      CHECK(a.map()[i].key == b.map()[i].key);
      CHECK(a.map()[i].key_at == b.map()[i].key_at);
      check_same(a.map()[i].value, b.map()[i].value);
    }
  } else if (a.is_number()) {
    CHECK(a.number_text() == b.number_text());
    CHECK(std::signbit(a.number()) == std::signbit(b.number()));
    CHECK(a.number() == b.number());
  } else {
    CHECK(a == b);
  }
}

TEST_CASE("what is read quickly is what is read carefully, places and all") {
  const std::string text =
      GENERATE(as<std::string>(), "[null, true ,false]", "[]", " {} ", "[\"\"]", "[[],{},[{}]]",
               "{\"a\":1,\"b\":[1,2,3,4,5,6],\"c\":{\"d\":null}}",
               "{\n  \"ä\": [1,\n\t\"x\\\"y\" , true],\r\n  \"b\" :{\"c\":-1.5e3}\n}",
               "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20ac\\ud83d\\ude00\\u0000\", 1]",
               "[\"\\\\\", \"\\\\\\\"\", \"é\", \"\U0001F600\", \"\x7F\", 7]",
               "[0, -0, -0.0, 118.00, 1E5, 1e+05, -2.5e-3, 9007199254740993, 5e-324, 0e0]",
               "[-0.0123456789012345678901234567890, 0.95000000000000000000, -0.018446744073709551616, 0.1e+1]",
               "[1000000000.000000001, -1.0123456789012345678, 1000000000000000000000e-3, 1e-400, 2.5e-324]",
               "[-9223372036854775808, 18446744073709551615, 123456789012345678901234567890]",
               "[999999999999999999, -99999999999999999, 1.7976931348623157e308]",
               "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1}");
  INFO(text);
  const auto quick = parse_quickly(text, {});
  REQUIRE(quick);
  const CarefullyParsed careful = parse_carefully(text, {});
  REQUIRE(careful.troubles.empty());
  check_same(*quick, careful.root);
}

TEST_CASE("what is wrong is not read quickly") {
  const std::string text = GENERATE(
      as<std::string>(), "", " ", "nul", "truE", "[1,]", "[1 2]", "[,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
      "{\"a\":1 \"b\":2}", "[", "{", "\"", "\"\\", "\"\\\"", "\"\\u12\"", "\"\\u123", "\"\\x\"", "\"\\ud800\"",
      "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "\"a\\n\tb\"", "\"\xC3\"", "\"\xED\xA0\x80\"", "\"é\x01\"", "01",
      "-", "-a", "1.", ".5", "1e", "1e+", "+1", "0x1", "1e400", "NaN", "Infinity", "[1] 2", "[1]]", "[[1]", "{\"a\":{}",
      "[1\"a\"]", "[truefalse]", "[\"\\ud888\\u1234\"]", "1,", "{\"a\":1,\"a\":2}",
      "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"a\":1}", "// no\n1", "'a'");
  INFO(text);
  CHECK_FALSE(parse_quickly(text, {}));
  CHECK_FALSE(parse_carefully(text, {}).troubles.empty());
}

TEST_CASE("what is wrong is not read quickly as an item or a member either") {
  const std::string text = GENERATE(
      as<std::string>(), "nul", "nulll", "truE", "truefalse", "falsey", "\"\\u12\"", "\"\\x\"", "\"\\ud800\"",
      "\"\\ud800\\u0041\"", "\"\\ud800x\"", "\"\\udc00\"", "\"\\udfff\\udfff\"", "\"a\nb\"", "\"a\\n\tb\"", "\"\xC3\"",
      "\"\xED\xA0\x80\"", "\"é\x01\"", "01", "-01", "-", "-a", "--1", "1.", ".5", "1e", "1e+", "1.5.5", "1e5e5", "+1",
      "0x1", "1e400", "-1e400", "NaN", "Infinity", "'a'", "1\x0B", "1 // no", "[1}", "{\"a\":1]", "1,", "");
  const std::string before = GENERATE(as<std::string>(), "[7,", "{\"a\":");
  const std::string whole = before + text + (before[0] == '[' ? "]" : "}");
  INFO(whole);
  CHECK_FALSE(parse_quickly(whole, {}));
  CHECK_FALSE(parse_carefully(whole, {}).troubles.empty());
  const std::string key = "{" + text + ":1}";
  CHECK_FALSE(parse_quickly(key, {}));
}

TEST_CASE("a NUL behind the value is not read quickly") {
  CHECK_FALSE(parse_quickly(std::string_view("1\0", 2), {}));
  CHECK_FALSE(parse_quickly(std::string_view("[1\0]", 4), {}));
}

TEST_CASE("a text that is no list and no map is left to the careful reader") {
  const std::string text = GENERATE(as<std::string>(), "null", " true ", "1", "\"a\"");
  CHECK_FALSE(parse_quickly(text, {}));
  CHECK(parse_carefully(text, {}).troubles.empty());
  CHECK(parse_json(text));
}

TEST_CASE("a text longer than what is kept, and a short one after it, are read the same") {
  std::string text = "[\n";
  for (int i = 0; i < 20'000; ++i) text += "{\"é\": " + std::to_string(i) + "},\n";
  text += "null]";
  for (const std::string& each : {text, std::string("[1]"), text}) {
    const auto quick = parse_quickly(each, {});
    REQUIRE(quick);
    CHECK(quick->list().back().at == parse_carefully(each, {}).root.list().back().at);
    CHECK(*quick == parse_carefully(each, {}).root);
  }
}

TEST_CASE("texts of the greatest depth are read quickly, deeper ones are not") {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  CHECK(parse_quickly(nested(3), {3}));
  CHECK_FALSE(parse_quickly(nested(4), {3}));
  CHECK(parse_quickly("[[],[[]],{\"a\":[]}]", {3}));
  CHECK_FALSE(parse_quickly(nested(100'000), {1'000'000}));
  CHECK(parse_carefully(nested(2'000), {1'000'000}).troubles.empty());
}

}  // namespace
}  // namespace sightline

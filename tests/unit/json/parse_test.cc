#include <catch2/catch.hpp>

#include "json/json.h"

namespace sightline {
namespace {

Node parsed(std::string_view text) {
  auto node = parse_json(text);
  INFO((node ? "" : render(node.error())));
  REQUIRE(node);
  return std::move(*node);
}

std::string error_of(const std::string& text, const JsonLimits& limits = {}) {
  const auto node = parse_json(Source{"a.json", text}, limits);
  return node ? "no error" : render(node.error());
}

TEST_CASE("values of every kind are read") {
  const Node node = parsed(R"( {"n": null, "t": true, "f": false, "s": "x", "l": [1, [], {}], "m": {"a": 1}} )");
  CHECK(node.find("n")->is_null());
  CHECK(node.find("t")->boolean());
  CHECK_FALSE(node.find("f")->boolean());
  CHECK(node.find("s")->string() == "x");
  CHECK(node.find("l")->list().size() == 3);
  CHECK(node.find("m")->find("a")->number() == 1);
  CHECK(parsed("null").is_null());
  CHECK(parsed("\xEF\xBB\xBF[]").is_list());
}

TEST_CASE("numbers keep their spelling and have their value") {
  using Row = std::pair<std::string, double>;
  const auto [text, value] = GENERATE(values<Row>({{"0", 0},
                                                   {"-0", 0},
                                                   {"118.00", 118},
                                                   {"1E5", 1e5},
                                                   {"1e+05", 1e5},
                                                   {"-2.5e-3", -0.0025},
                                                   {"9007199254740993", 9007199254740992.0},
                                                   {"-9223372036854775808", -9223372036854775808.0},
                                                   {"18446744073709551615", 18446744073709551615.0},
                                                   {"123456789012345678901234567890", 1.2345678901234568e29},
                                                   {"5e-324", 5e-324},
                                                   {"1e-400", 0}}));
  const Node list = parsed("[" + text + "]");
  CHECK(list.list()[0].number_text() == text);
  CHECK(list.list()[0].number() == value);
  CHECK(to_json(list) == "[" + text + "]");
}

TEST_CASE("strings are unescaped") {
  CHECK(parsed(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00")").string() == "\"\\/\b\f\n\r\tAé€\U0001F600");
  CHECK(parsed(R"("\u0000")").string() == std::string(1, '\0'));
  CHECK(parsed("\"\x7F\u2028\"").string() == "\x7F\u2028");
}

TEST_CASE("every node knows where it begins") {
  const Node node = parsed("{\"ä\": [1,\n\t\"x\\\"y\" , true],\r\n  \"b\" :{\"c\":-1.5e3,\"d\":null}\n}");
  CHECK(node.at == Position{1, 1});
  CHECK(node.map()[0].key_at == Position{1, 2});
  const Node& list = node.map()[0].value;
  CHECK(list.at == Position{1, 7});
  CHECK(list.list()[0].at == Position{1, 8});
  CHECK(list.list()[1].at == Position{2, 2});
  CHECK(list.list()[2].at == Position{2, 11});
  CHECK(node.map()[1].key_at == Position{3, 3});
  CHECK(node.map()[1].value.at == Position{3, 8});
  CHECK(node.find("b")->map()[0].value.at == Position{3, 13});
  CHECK(node.find("b")->map()[1].key_at == Position{3, 20});
  CHECK(node.find("b")->map()[1].value.at == Position{3, 24});
  CHECK(parsed("\xEF\xBB\xBF 1").at == Position{1, 2});
}

TEST_CASE("bad syntax is told with its line and a caret") {
  CHECK(error_of("{\n  \"a\": 1,\n}") ==
        "sightline: error: a.json:3:1: not JSON: a comma stands before '}'; remove it\n"
        "    }\n"
        "    ^\n");
  CHECK(error_of("{\"ö\": tru}") ==
        "sightline: error: a.json:1:7: not JSON: unknown word 'tru' where a value is due\n"
        "    {\"ö\": tru}\n"
        "          ^\n");
}

struct Bad {
  std::string text;
  Position at;
  std::string message;
};

TEST_CASE("what is no JSON is refused where it stops being it") {
  const auto [text, at, message] = GENERATE(values<Bad>({
      {"", {1, 1}, "the text is empty"},
      {" \n ", {2, 2}, "the text is empty"},
      {"{", {1, 2}, "the text ends where a key in double quotes is due"},
      {"[1,", {1, 4}, "the text ends where a value is due"},
      {"[1", {1, 3}, "the text ends where ',' or ']' is due"},
      {"{\"a\":1", {1, 7}, "the text ends where ',' or '}' is due"},
      {"[1,]", {1, 4}, "a comma stands before ']'; remove it"},
      {"[1,,2]", {1, 4}, "',' where a value is due"},
      {"{\"a\" 1}", {1, 6}, "a number where ':' is due"},
      {"{\"a\"::1}", {1, 6}, "':' where a value is due"},
      {"[1 2]", {1, 4}, "a number where ',' or ']' is due"},
      {"{\"a\":1 \"b\":2}", {1, 8}, "a string where ',' or '}' is due"},
      {"[1}", {1, 3}, "'}' where ',' or ']' is due"},
      {"{1:2}", {1, 2}, "a number where a key in double quotes is due"},
      {"{a:2}", {1, 2}, "unknown word 'a' where a key in double quotes is due"},
      {"[True]", {1, 2}, "unknown word 'True' where a value is due"},
      {"NaN", {1, 1}, "unknown word 'NaN' where a value is due"},
      {"-Infinity", {1, 2}, "a number lacks a digit here"},
      {"[nulls]", {1, 6}, "unknown word 's' where ',' or ']' is due"},
      {"{'a':1}", {1, 2}, "strings and keys stand in double quotes, not in single ones"},
      {"[1] // no", {1, 5}, "JSON has no comments"},
      {"<html>", {1, 1}, "'<' where a value is due"},
      {"[1]\n ]", {2, 2}, "there is more after the value: ']'"},
      {"1 2", {1, 3}, "there is more after the value: a number"},
      {"01", {1, 2}, "there is more after the value: a number"},
      {"[1.]", {1, 4}, "a number lacks a digit here"},
      {"[.5]", {1, 2}, "'.' where a value is due"},
      {"[+1]", {1, 2}, "'+' where a value is due"},
      {"[1e]", {1, 4}, "a number lacks a digit here"},
      {"[1, -1e400]", {1, 5}, "a number is too large for a double"},
      {"[\"ab]", {1, 2}, "a string has no closing quote"},
      {"\"a\nb\"", {1, 3}, "a line break in a string; write \\n"},
      {"\"a\tb\"", {1, 3}, "a tab in a string; write \\t"},
      {"\"a\x01\"", {1, 3}, "a control character in a string; write \\u0001"},
      {std::string("\"a\0\"", 4), {1, 3}, "a control character in a string; write \\u0000"},
      {"\"ä\\x\"", {1, 4}, "unknown escape '\\x'; a backslash is written twice"},
      {"\"\\u12g4\"", {1, 6}, "\\u needs four hex digits"},
      {"\"\\ud800\"", {1, 8}, "a lone surrogate: \\ud800 to \\udfff stand in pairs, the high one first"},
      {"\"\\udc00\"", {1, 7}, "a lone surrogate: \\ud800 to \\udfff stand in pairs, the high one first"},
      {"\"\\ud800\\u0041\"", {1, 13}, "a lone surrogate: \\ud800 to \\udfff stand in pairs, the high one first"},
      {"\"ab\xFF\"", {1, 4}, "invalid UTF-8 in a string"},
      {"\"\xED\xA0\x80\"", {1, 2}, "invalid UTF-8 in a string"},
      {"[\xFF]", {1, 2}, "invalid UTF-8 where a value is due"},
      {"[ä]", {1, 2}, "'ä' where a value is due"},
      {std::string("[1]\0", 4), {1, 4}, "there is more after the value: a NUL character"},
      {std::string("\0", 1), {1, 1}, "'\\u0000' where a value is due"},
      {std::string("[\0]", 3), {1, 2}, "'\\u0000' where a value is due"},
      {"\xEF\xBB[1]", {1, 1}, "invalid UTF-8 where a value is due"},
  }));
  CAPTURE(text);
  const auto node = parse_json(text);
  REQUIRE_FALSE(node);
  REQUIRE(node.error().size() == 1);
  CHECK(node.error()[0].message == "not JSON: " + message);
  CHECK(node.error()[0].place == Place{"", at});
}

TEST_CASE("duplicate keys are refused, all of them at once") {
  CHECK(error_of("{\"a\": 1,\n \"b\": {\"x\": 1, \"\\u0078\": 2},\n \"a\": 3}") ==
        "sightline: error: a.json:2:16: duplicate key 'x'; a key may stand once in an object\n"
        "     \"b\": {\"x\": 1, \"\\u0078\": 2},\n"
        "                   ^\n"
        "sightline: error: a.json:3:2: duplicate key 'a'; a key may stand once in an object\n"
        "     \"a\": 3}\n"
        "     ^\n");
  CHECK(parse_json(R"([{"a":1},{"a":2}])"));
}

TEST_CASE("a flood of duplicates is told in twenty errors") {
  std::string text = "{\"a\":0";
  for (int i = 0; i < 1'000; ++i) text += ",\"a\":0";
  CHECK(parse_json(text + "}").error().size() == 20);
}

TEST_CASE("depth is bounded") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(parse_json(nested(256)));
  CHECK(error_of("[[1]]", {1}) ==
        "sightline: error: a.json:1:2: nested deeper than 1 levels\n"
        "    [[1]]\n"
        "     ^\n");
  for (const std::string& text :
       {nested(257), nested(10'000), std::string(1'000'000, '['), "{\"a\":" + nested(256) + "}"}) {
    const auto node = parse_json(text);
    REQUIRE_FALSE(node);
    CHECK(node.error()[0].message == "nested deeper than 256 levels");
  }
}

TEST_CASE("every beginning of a text is refused without harm") {
  const std::string text = R"( {"a": [1.5e3, "x\u00e9\n", true], "b": {"c": null, "ä": "\ud83d\ude00"}} )";
  REQUIRE(parse_json(text));
  for (std::size_t length = 0; length + 1 < text.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(parse_json(text.substr(0, length)));
  }
}

TEST_CASE("any byte anywhere is read or refused without harm") {
  const std::string text = R"({"a":[1.5,"x\u00e9",true],"b":null})";
  for (std::size_t place = 0; place < text.size(); ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = text;
      changed[place] = static_cast<char>(byte);
      const auto node = parse_json(changed);
      if (node) REQUIRE(parse_json(to_json(*node)) == *node);
    }
  }
}

}  // namespace
}  // namespace sightline

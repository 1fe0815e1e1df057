#include "runlog/json_cursor.h"

#include <catch2/catch.hpp>

#include "json/json.h"

namespace sightline {
namespace {

/// What the cursor makes of a text, printed; "fails at N" where it does not.
std::string read_as_node(std::string_view text) {
  JsonCursor in(text);
  Node node;
  in.read(node);
  return in.finished() ? to_json(node) : "fails at " + std::to_string(in.offset());
}

std::string skipped(std::string_view text) {
  JsonCursor in(text);
  in.skip();
  return in.finished() ? "whole" : "fails at " + std::to_string(in.offset());
}

TEST_CASE("the cursor reads every kind of value") {
  CHECK(read_as_node(R"( {"a": [1, -2.50e+3, true, false, null, "x\u00e9\"\\\/\b\f\n\r\t"], "b": {}, "": []} )") ==
        "{\"a\":[1,-2.50e+3,true,false,null,\"x\xC3\xA9\\\"\\\\/\\b\\f\\n\\r\\t\"],\"b\":{},\"\":[]}");
  CHECK(read_as_node("\"\\ud83d\\ude00\"") == "\"\xF0\x9F\x98\x80\"");
}

TEST_CASE("the cursor and the parser agree on what is no JSON") {
  const std::string text =
      GENERATE("", " ", "{", "[", "]", "{]", "[}", "\"", "\"\\", "\"\\u12", "\"\\x\"", "\"\\ud83d\"", "\"\\ude00\"",
               "\"\\ud83d\\u0041\"", "tru", "nul", "falsey", "1 2", "[1 2]", "[1,]", "{\"a\"}", "{\"a\":}",
               "{\"a\":1,}", "{a:1}", "-", "1e", "+1", "{\"a\":1}}", "[1]]", "1-2");
  INFO(text);
  CHECK(read_as_node(text).starts_with("fails at "));
  CHECK_FALSE(parse_json(text));
}

TEST_CASE("skipping finds what is not whole") {
  CHECK(skipped(R"({"a": ["}", "\"]", {"b": -1e5}], "c": "\\"})") == "whole");
  CHECK(skipped(R"({"a": [1, 2})") == "fails at 11");
  CHECK(skipped(R"({"a": "b)") == "fails at 8");
  CHECK(skipped(R"({"a": tru})") == "fails at 6");
}

TEST_CASE("a text that ends too soon fails at its end, whatever it ends in") {
  const std::string text = R"({"a": ["}", "\"]\u00e9", {"b": -1e5}], "c": [true, false, null]})";
  for (std::size_t length = 0; length < text.size(); ++length) {
    INFO(length);
    CHECK(skipped(text.substr(0, length)) == "fails at " + std::to_string(length));
    CHECK(read_as_node(text.substr(0, length)) == "fails at " + std::to_string(length));
  }
}

TEST_CASE("numbers that do not fit their place fail") {
  std::uint32_t number = 0;
  JsonCursor too_large("4294967296");
  too_large.read_number(number);
  CHECK(too_large.failed());
  JsonCursor negative("-1");
  negative.read_number(number);
  CHECK(negative.failed());
  JsonCursor fits("4294967295");
  fits.read_number(number);
  CHECK(number == 4294967295u);
}

TEST_CASE("depth is bounded") {
  const std::string deep(100'000, '[');
  CHECK(read_as_node(deep).starts_with("fails at "));
  CHECK(skipped(deep).starts_with("fails at "));
  const std::string allowed = std::string(256, '[') + std::string(256, ']');
  CHECK(read_as_node(allowed) == allowed);
}

TEST_CASE("raw hands out a value's own text") {
  JsonCursor in(R"({"a":1, "body": {"x": [ 1.0 ]} })");
  std::string_view body;
  in.map([&](std::string_view key) {
    if (key == "body") {
      body = in.raw();
    } else {
      in.skip();
    }
  });
  CHECK(in.finished());
  CHECK(body == R"({"x": [ 1.0 ]})");
}

}  // namespace
}  // namespace sightline

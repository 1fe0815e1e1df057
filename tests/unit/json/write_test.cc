#include <catch2/catch.hpp>
#include <limits>

#include "json/json.h"

namespace sightline {
namespace {

Node node_of(std::string_view text) {
  return parse_json(text).value();
}

TEST_CASE("compact text keeps order, spelling and characters") {
  const std::string text = R"({"b":[1.50,-0,null,true,false,"ä€\n"],"a":{},"c":[]})";
  CHECK(to_json(node_of(text)) == text);
  CHECK(to_json(node_of(R"("\u00e4\/")")) == "\"ä/\"");
}

TEST_CASE("pretty text has two blanks a level") {
  CHECK(to_pretty_json(node_of(R"({"b":[1.50,{"x":"y"}],"a":{},"c":[]})")) ==
        "{\n"
        "  \"b\": [\n"
        "    1.50,\n"
        "    {\n"
        "      \"x\": \"y\"\n"
        "    }\n"
        "  ],\n"
        "  \"a\": {},\n"
        "  \"c\": []\n"
        "}");
  CHECK(to_pretty_json(Node(1)) == "1");
}

TEST_CASE("what is not JSON by itself is written as JSON all the same") {
  CHECK(to_json(Node("\xFFz")) == "\"\uFFFDz\"");
  CHECK(to_json(Node(std::numeric_limits<double>::quiet_NaN())) == "null");
  CHECK(to_json(Node(Node::Number{2.5, ""})) == "2.5");
  CHECK(to_json(Node(std::string("\0\x1f\x7f", 3))) == "\"\\u0000\\u001f\x7f\"");
}

TEST_CASE("the writer puts the commas") {
  std::string out = "> ";
  JsonWriter writer(out);
  writer.begin_map();
  writer.member("text", "a\"b").member("yes", true).member("half", 0.5).member("whole", 7).member("count", 8u);
  writer.member("big", std::numeric_limits<std::uint64_t>::max())
      .member("small", std::numeric_limits<std::int64_t>::min());
  writer.member("node", node_of("[1.50,{}]")).member("string", std::string("s"));
  writer.key("none").null().key("raw").raw("[1, 2]");
  writer.key("list").begin_list().begin_list().end_list().begin_map().end_map().value(1).value("x").end_list();
  writer.key("nan").value(std::numeric_limits<double>::quiet_NaN());
  writer.end_map();
  CHECK(out ==
        "> {\"text\":\"a\\\"b\",\"yes\":true,\"half\":0.5,\"whole\":7,\"count\":8,\"big\":18446744073709551615,"
        "\"small\":-9223372036854775808,\"node\":[1.50,{}],\"string\":\"s\",\"none\":null,\"raw\":[1, 2],"
        "\"list\":[[],{},1,\"x\"],\"nan\":null}");
}

TEST_CASE("the writer repairs keys and texts that are not UTF-8") {
  std::string out;
  JsonWriter(out).begin_map().member("k\xFF", "v\xFE").end_map();
  CHECK(out == "{\"k\uFFFD\":\"v\uFFFD\"}");
}

}  // namespace
}  // namespace sightline

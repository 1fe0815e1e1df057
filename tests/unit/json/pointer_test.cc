#include <catch2/catch.hpp>

#include "json/json.h"

namespace sightline {
namespace {

const Node kDocument = parse_json(R"({"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5,
  "k\"l": 6, " ": 7, "m~n": 8, "nest": {"x": [{"y": true}]}, "0": "zero"})")
                           .value();

struct Row {
  std::string pointer;
  std::string json;
};

TEST_CASE("RFC 6901, section 5") {
  const auto [pointer, json] = GENERATE(values<Row>({{"", to_json(kDocument)},
                                                     {"/foo", "[\"bar\",\"baz\"]"},
                                                     {"/foo/0", "\"bar\""},
                                                     {"/", "0"},
                                                     {"/a~1b", "1"},
                                                     {"/c%d", "2"},
                                                     {"/e^f", "3"},
                                                     {"/g|h", "4"},
                                                     {"/i\\j", "5"},
                                                     {"/k\"l", "6"},
                                                     {"/ ", "7"},
                                                     {"/m~0n", "8"},
                                                     {"/nest/x/0/y", "true"},
                                                     {"/0", "\"zero\""}}));
  CAPTURE(pointer);
  const Node* found = at_pointer(kDocument, pointer);
  REQUIRE(found != nullptr);
  CHECK(to_json(*found) == json);
}

TEST_CASE("what a pointer does not reach is null") {
  const std::string pointer =
      GENERATE(as<std::string>(), "foo", "/nothing", "/foo/2", "/foo/-", "/foo/-1", "/foo/00", "/foo/0x", "/foo/",
               "/foo/+1", "/foo/18446744073709551616", "/foo/0/x", "//", "/m~n", "/m~2n", "/m~", "/a/b");
  CAPTURE(pointer);
  CHECK(at_pointer(kDocument, pointer) == nullptr);
}

TEST_CASE("a key's token leads back to it") {
  CHECK(pointer_token("plain") == "plain");
  CHECK(pointer_token("a/b~c~1") == "a~1b~0c~01");
  for (const Node::Member& member : kDocument.map()) {
    CHECK(at_pointer(kDocument, "/" + pointer_token(member.key)) == &member.value);
  }
}

}  // namespace
}  // namespace sightline

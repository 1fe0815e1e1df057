#include "assertion/json_path.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

const JsonWay kPrice{{.key = "items"}, {.index = 1}, {.key = "unit price"}};

JsonPathPattern pattern(std::string_view text) {
  return JsonPathPattern::parse(text).value();
}

TEST_CASE("a way is written as jq writes it") {
  CHECK(way_text({}) == ".");
  CHECK(way_text(kPrice) == ".items[1][\"unit price\"]");
  CHECK(way_pattern(kPrice) == ".items[][\"unit price\"]");
  CHECK(way_text({{.index = 0}, {.key = "a"}}) == ".[0].a");
}

TEST_CASE("a path matches the ways of its form") {
  for (const char* text : {".items[1][\"unit price\"]", "items[][\"unit price\"]", ".[\"items\"][1][\"unit price\"]"}) {
    CAPTURE(text);
    CHECK(pattern(text).matches(kPrice));
  }
  for (const char* text : {".items[0][\"unit price\"]", ".items[]", ".items", ".item[1][\"unit price\"]", ".items.a"}) {
    CAPTURE(text);
    CHECK_FALSE(pattern(text).matches(kPrice));
  }
  CHECK(pattern(".[].a").matches({{.index = 4}, {.key = "a"}}));
  CHECK(pattern(".[].a").matches({{.key = "b"}, {.key = "a"}}));
}

TEST_CASE("a path covers what is below it") {
  CHECK(pattern(".items").covers(kPrice));
  CHECK(pattern(".items[]").covers(kPrice));
  CHECK(pattern(".").covers(kPrice));
  CHECK_FALSE(pattern(".items[].a").covers(kPrice));
  CHECK_FALSE(pattern(".items[1][\"unit price\"].a").covers(kPrice));
}

TEST_CASE("what is no path is refused") {
  for (const char* text : {"", " ", "..a", ".a..b", ".a.", "/a", ".a[", ".a[x]", ".a[\"b]", ".a[1", "a b", ".1",
                           ".a[]b", ".a[99999999999999999999]"}) {
    CAPTURE(text);
    CHECK_FALSE(JsonPathPattern::parse(text));
  }
}

}  // namespace
}  // namespace sightline

#include "base/percent.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

TEST_CASE("percent escapes become their bytes, in either case") {
  CHECK(decode_percents("").empty());
  CHECK(decode_percents("/plain/path") == "/plain/path");
  CHECK(decode_percents("/a%20b%2Fc%2fd") == "/a b/c/d");
  CHECK(decode_percents("%41") == "A");
  CHECK(decode_percents("%C3%bc%fF") == "\xc3\xbc\xff");
  CHECK(decode_percents("a%00b") == std::string("a\0b", 3));
}

TEST_CASE("what is no percent escape stays") {
  for (const char* text : {"%", "%4", "%zz", "%4g", "%g4", "%-1", "a+b", "100%", "%%", "%@0", "%`0", "%:0", "%/0"}) {
    CHECK(decode_percents(text) == text);
  }
}

TEST_CASE("percents are decoded once, and an escape may follow a mere percent") {
  CHECK(decode_percents("%2541") == "%41");
  CHECK(decode_percents("%%41") == "%A");
  CHECK(decode_percents("%4%41") == "%4A");
}

}  // namespace
}  // namespace sightline

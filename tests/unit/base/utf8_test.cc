#include <catch2/catch.hpp>

#include "base/text.h"

namespace sightline {
namespace {

TEST_CASE("well-formed UTF-8 is recognised") {
  const std::string text = GENERATE(as<std::string>(), "", "plain", "ä", "€", "\U0001F600", "\U0010FFFF", "\uFFFD",
                                    "\uD7FF\uE000", std::string("\0", 1), "twelve bytes and ä in the middle of words");
  CAPTURE(text);
  CHECK(is_utf8(text));
  CHECK(repaired_utf8(text) == text);
}

struct Utf8Row {
  std::string bytes;
  std::string repaired;
};

TEST_CASE("each malformed sequence becomes one U+FFFD, as browsers have it") {
  const auto [bytes, repaired] = GENERATE(values<Utf8Row>({
      {"\x80", "\uFFFD"},
      {"a\xFF"
       "b",
       "a\uFFFDb"},
      {"\xC3", "\uFFFD"},
      {"\xC3(", "\uFFFD("},
      {"\xC0\xAF", "\uFFFD\uFFFD"},                      // overlong
      {"\xE0\x80\x80", "\uFFFD\uFFFD\uFFFD"},            // overlong
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},            // surrogate
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},  // beyond U+10FFFF
      {"\xE2\x82", "\uFFFD"},                            // the start of a euro sign
      {"\xF0\x9F\x98x", "\uFFFDx"},                      // three of four bytes
      {"\xF0\x9F\x98\xF0\x9F\x98\x80", "\uFFFD\U0001F600"},
      {"01234567\xFE"
       "01234567",
       "01234567\uFFFD01234567"},
  }));
  CHECK_FALSE(is_utf8(bytes));
  CHECK(repaired_utf8(bytes) == repaired);
}

TEST_CASE("the well-formed beginning is measured") {
  CHECK(utf8_prefix("") == 0);
  CHECK(utf8_prefix("a€\xE2\x82") == 4);
  CHECK(utf8_prefix("a€") == 4);
}

TEST_CASE("code points are counted, read and written") {
  const std::string text = "aä€\U0001F600";
  CHECK(code_point_count(text) == 4);
  CHECK(code_points(text) == U"aä€\U0001F600");
  CHECK(code_points("a\xFFz") == U"a\uFFFDz");
  std::string out;
  for (const char32_t c : U"aä€\U0001F600\U0010FFFF") append_utf8(out, c);
  CHECK(out == text + "\U0010FFFF" + std::string(1, '\0'));
}

}  // namespace
}  // namespace sightline

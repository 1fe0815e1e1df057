#include "base/text.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

TEST_CASE("ASCII blanks are cut from both ends") {
  CHECK(trimmed(" \t\r\n a b \v\f") == "a b");
  CHECK(trimmed(" \n") == "");
  CHECK(trimmed("") == "");
}

TEST_CASE("texts are split and joined") {
  using Parts = std::vector<std::string_view>;
  CHECK(split("a,b,,c,", ',') == Parts{"a", "b", "", "c", ""});
  CHECK(split("", ',') == Parts{""});
  CHECK(join({"a", "b", "c"}, ", ") == "a, b, c");
  CHECK(join({}, ", ") == "");
}

TEST_CASE("long texts are shortened by code points") {
  CHECK(shortened("abcde", 5) == "abcde");
  CHECK(shortened("abcdef", 5) == "abcd…");
  CHECK(shortened("äöüäöü", 3) == "äö…");
  CHECK(shortened("abc", 0) == "");
  CHECK(shortened("", 0) == "");
}

TEST_CASE("quoted text stands on one line") {
  CHECK(quoted("plain") == "'plain'");
  CHECK(quoted("a\nb\tc\r\x1b[31m\x7f") == "'a\\nb\\tc\\r\\u001b[31m\\u007f'");
  CHECK(quoted("abcdef", 4) == "'abc…'");
  CHECK(quoted("\xFFz") == "'\uFFFDz'");
  CHECK(quoted(std::string("it's")) == "'it's'");
}

TEST_CASE("wildcards match whole texts") {
  using Row = std::tuple<std::string, std::string, bool>;
  const auto [pattern, text, matches] = GENERATE(values<Row>({{"", "", true},
                                                              {"", "a", false},
                                                              {"*", "", true},
                                                              {"*", "anything", true},
                                                              {"a*c", "abbbc", true},
                                                              {"a*c", "abbbcd", false},
                                                              {"*.yaml", "suite.yaml", true},
                                                              {"*.yaml", ".yml", false},
                                                              {"?", "ä", true},
                                                              {"??", "ä", false},
                                                              {"a?c", "a€c", true},
                                                              {"*ab*ab", "abcabab", true},
                                                              {"**", "x", true},
                                                              {"[a]", "a", false},
                                                              {"[a]", "[a]", true},
                                                              {"a", "ab", false},
                                                              {"ab", "a", false}}));
  CAPTURE(pattern, text);
  CHECK(matches_wildcard(pattern, text) == matches);
}

TEST_CASE("a hostile wildcard ends soon") {
  CHECK_FALSE(matches_wildcard("*a*a*a*a*a*a*a*a*a*a*b", std::string(5'000, 'a')));
}

}  // namespace
}  // namespace sightline

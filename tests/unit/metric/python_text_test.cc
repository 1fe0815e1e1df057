#include "metric/python_text.h"

#include <catch2/catch.hpp>

namespace sightline {

TEST_CASE("words are split at white space as Python splits them") {
  const auto [text, words] = GENERATE(table<std::string, std::vector<std::string_view>>({
      {"", {}},
      {"  ", {}},
      {"a", {"a"}},
      {" a\tb\r\nc ", {"a", "b", "c"}},
      {"a\x1C"
       "b\x1F"
       "c\x1E"
       "d",
       {"a", "b", "c", "d"}},
      {"a\u00A0b\u3000c\u2028d\u0085e", {"a", "b", "c", "d", "e"}},
      {"a\u200Bb\uFEFFc", {"a\u200Bb\uFEFFc"}},
      {"ä ö", {"ä", "ö"}},
      {"\U0001F600 b", {"\U0001F600", "b"}},
      {"a\0b", {"a"}},
  }));
  CHECK(python_split(text) == words);
}

TEST_CASE("malformed bytes are part of words") {
  CHECK(python_split("\xC2 \xE2\x80 \xFF") == std::vector<std::string_view>{"\xC2", "\xE2\x80", "\xFF"});
  CHECK(python_split("\xE2").size() == 1);
}

TEST_CASE("ends are stripped of white space as Python strips them") {
  CHECK(python_strip("\u3000\x1F a b \n\u00A0") == "a b");
  CHECK(python_strip(" \t\n") == "");
  CHECK(python_strip("") == "");
  CHECK(python_rstrip(" a\u2003\n") == " a");
  CHECK(python_rstrip("a\u200B") == "a\u200B");
}

TEST_CASE("articles are taken out where they are words") {
  CHECK(without_articles("the cat ate an apple") == "  cat ate   apple");
  CHECK(without_articles("theater a_n banana an1") == "theater a_n banana an1");
  CHECK(without_articles("(a)-the.") == "( )- .");
  CHECK(without_articles("\u00E9a a\u0301") == "\u00E9a  \u0301");
}

TEST_CASE("ASCII's punctuation is taken out") {
  CHECK(without_punctuation("!a_b-c'\"\u2019\u3002~") == "abc\u2019\u3002");
}

}  // namespace sightline

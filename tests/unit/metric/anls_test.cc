#include "metric/anls.h"

#include <catch2/catch.hpp>
#include <string>

namespace sightline {

TEST_CASE("ANLS is what the official program gives") {
  const auto [expected, answer, score] = GENERATE(table<std::string, std::string, double>({
      {"hello", "hello", 1},
      {"Hello", "hELLO", 1},
      {"hello", "help", 0.6},
      {"ab", "ax", 0.5},
      {"abc", "axy", 0},
      {"", "", 1},
      {"a", "", 0},
      {" a  b ", "a b", 1},
      {"a\u3000b",
       "a\x1F"
       "b",
       1},
      {"ab   ", "xb", 0.8},
      {"straße", "strasse", 1 - 2.0 / 7},
      {"\uFB01n", "fin", 1 - 2.0 / 3 < 0.5 ? 0 : 1 - 2.0 / 3},
      {"e\u0301tait", "\u00E9tait", 1 - 2.0 / 6},
      {"\u0130x", "ix", 1 - 1.0 / 2},
  }));
  INFO(expected << " / " << answer);
  CHECK(anls(expected, answer) == Approx(score).margin(1e-12));
  CHECK(anls(answer, expected) == Approx(score).margin(1e-12));
}

TEST_CASE("ANLS of pix2struct counts white space and keeps no half") {
  const auto variant = AnlsVariant::pix2struct;
  CHECK(anls("ab", "ax", variant) == 0);
  CHECK(anls("abc", "abx", variant) == Approx(2.0 / 3));
  CHECK(anls("a b", "a  b", variant) == 0.75);
  CHECK(anls("ABC ", "abc", variant) == 0.75);
  CHECK(anls("", "", variant) == 1);
  CHECK(anls("", "a", variant) == 0);
}

TEST_CASE("the similarity is told before its cut") {
  CHECK(anls_similarity("abcd", "axyz") == 0.25);
  CHECK(anls_cut(0.25) == 0);
  CHECK(anls_cut(0.5) == 0.5);
  CHECK(anls_cut(0.5, AnlsVariant::pix2struct) == 0);
}

}  // namespace sightline

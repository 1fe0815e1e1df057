#include "compare/text_similarity.h"

#include <catch2/catch.hpp>

using namespace sightline;

TEST_CASE("Texts are alike by the share of what must be changed") {
  CHECK(text_similarity("", "") == 1);
  CHECK(text_similarity("same", "same") == 1);
  CHECK(text_similarity("a  b\n", " a b") == 1);
  CHECK(text_similarity("", "word") == 0);
  CHECK(text_similarity("kitten", "sitting") == Approx(1 - 3.0 / 7));
  CHECK(text_similarity("Gr\xC3\xBCn", "Grun") == 0.75);
  std::string longer;
  for (int i = 0; i < 2'000; ++i) longer += "word ";
  CHECK(text_similarity(longer, longer + "more") == Approx(2'000.0 / 2'001));
  CHECK(text_similarity(longer, "other") == 0);
}

#include <catch2/catch.hpp>

#include "base/text.h"

namespace sightline {
namespace {

TEST_CASE("case is mapped as Python maps it") {
  CHECK(lower("Straße ÀÉ") == "straße àé");
  CHECK(lower("ASCII @[`{ 09") == "ascii @[`{ 09");
  CHECK(lower("ΟΔΟΣ ΣΑΣ") == "οδος σας");
  CHECK(lower("\u0130") == "i\u0307");
  CHECK(upper("straße ﬁ") == "STRASSE FI");
  CHECK(upper("ascii @[`{ 09") == "ASCII @[`{ 09");
  CHECK(upper("i") == "I");
  CHECK(lower("") == "");
}

TEST_CASE("case is folded as Python folds it") {
  CHECK(case_folded("Straße ΣΑΣ") == "strasse σασ");
  CHECK(case_folded("ASCII @[`{ 09") == "ascii @[`{ 09");
  CHECK(case_folded("\u0130\uFB01") == "i\u0307fi");
  CHECK(case_folded("\xFFÀ") == "\uFFFDà");
}

TEST_CASE("normal form C composes") {
  CHECK(nfc("e\u0301") == "é");
  CHECK(nfc("plain") == "plain");
  CHECK(nfc("\u1112\u1161\u11ab") == "한");
  CHECK(nfc("\u212b") == "\u00c5");
}

TEST_CASE("malformed UTF-8 survives as U+FFFD") {
  CHECK(lower("\xFFÀ") == "\uFFFDà");
  CHECK(nfc("\xFFÀ") == "\uFFFDÀ");
}

TEST_CASE("white space of every kind collapses") {
  CHECK(collapsed_spaces("  a \t\n b\u00a0\u3000c\u2028 ") == "a b c");
  CHECK(collapsed_spaces(" \n ") == "");
  CHECK(collapsed_spaces("a\u200bb") == "a\u200bb");
}

TEST_CASE("decimal digits of every script have their value") {
  CHECK(decimal_value(U'0') == 0);
  CHECK(decimal_value(U'9') == 9);
  CHECK(decimal_value(U'３') == 3);
  CHECK(decimal_value(U'٣') == 3);
  for (const char32_t c : {U'a', U'²', U'½', U'Ⅳ', U'三', U' '}) CHECK(decimal_value(c) == -1);
}

TEST_CASE("letters and what has a numeric value are alphanumeric") {
  for (const char32_t c : {U'a', U'Z', U'0', U'é', U'日', U'３', U'²', U'½', U'Ⅳ'}) CHECK(is_alphanumeric(c));
  for (const char32_t c : {U'_', U'-', U' ', U'€', U'\u0301', U'\u00A0', U'\u200B'}) CHECK_FALSE(is_alphanumeric(c));
}

TEST_CASE("terminal cells of narrow, wide and combining characters") {
  CHECK(terminal_cells(U'a') == 1);
  CHECK(terminal_cells(U'漢') == 2);
  CHECK(terminal_cells(U'\U0001F600') == 2);
  CHECK(terminal_cells(U'\u0301') == 0);
}

}  // namespace
}  // namespace sightline

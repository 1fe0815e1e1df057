#include "metric/python_number.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

namespace sightline {

TEST_CASE("numbers are read as Python's float reads them") {
  const double infinite = std::numeric_limits<double>::infinity();
  const auto [text, value] = GENERATE_COPY(table<std::string, double>({
      {"12", 12},
      {" 12\n", 12},
      {"+5.", 5},
      {"-.5e1", -5},
      {"1_000", 1000},
      {"1e1_0", 1e10},
      {"１２", 12},
      {"٣.٤", 3.4},
      {"１_０", 10},
      {"\u30001\u00A0", 1},
      {"\u00851", 1},
      {"inf", infinite},
      {"-iNf", -infinite},
      {"Infinity", infinite},
      {"1e400", infinite},
      {"-1e400", -infinite},
      {"1e-400", 0},
      {"0.0001e405", infinite},
      {"1000000e-407", 0},
      {"5e-324", 5e-324},
      {"0e999999999999", 0},
  }));
  INFO(text);
  CHECK(python_float(text) == value);
}

TEST_CASE("what Python's float refuses is no number") {
  const std::string text = GENERATE("", "  ", ".", "1 2", "1,000", "$1", "12%", "3/4", "\u22121", "0x10", "1e", "e5",
                                    "+-1", "_1", "1_", "1__0", "1_.5", "1._5", "1e_1",
                                    "\x1C"
                                    "1",
                                    "1\x1F", "１\x1C", "nano", "infinit", "½", "Ⅳ", "1\u200B", std::string("1\0", 2));
  INFO(text);
  CHECK_FALSE(python_float(text));
}

TEST_CASE("nan is a number in any case and with a sign") {
  for (const char* text : {"nan", "-NaN", "+NAN "}) {
    REQUIRE(python_float(text));
    CHECK(std::isnan(*python_float(text)));
  }
}

}  // namespace sightline

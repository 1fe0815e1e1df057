#include "base/number.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace sightline {
namespace {

double from_bits(std::uint64_t bits) {
  double value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

struct Row {
  std::uint64_t bits;
  std::string text;
};

TEST_CASE("numbers of RFC 8785, appendix B") {
  const auto [bits, text] = GENERATE(values<Row>({{0x0000000000000000, "0"},
                                                  {0x8000000000000000, "0"},
                                                  {0x0000000000000001, "5e-324"},
                                                  {0x8000000000000001, "-5e-324"},
                                                  {0x7fefffffffffffff, "1.7976931348623157e+308"},
                                                  {0xffefffffffffffff, "-1.7976931348623157e+308"},
                                                  {0x4340000000000000, "9007199254740992"},
                                                  {0xc340000000000000, "-9007199254740992"},
                                                  {0x4430000000000000, "295147905179352830000"},
                                                  {0x44b52d02c7e14af5, "9.999999999999997e+22"},
                                                  {0x44b52d02c7e14af6, "1e+23"},
                                                  {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
                                                  {0x444b1ae4d6e2ef4e, "999999999999999700000"},
                                                  {0x444b1ae4d6e2ef4f, "999999999999999900000"},
                                                  {0x444b1ae4d6e2ef50, "1e+21"},
                                                  {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
                                                  {0x3eb0c6f7a0b5ed8d, "0.000001"},
                                                  {0x41b3de4355555553, "333333333.3333332"},
                                                  {0x41b3de4355555554, "333333333.33333325"},
                                                  {0x41b3de4355555555, "333333333.3333333"},
                                                  {0x41b3de4355555556, "333333333.3333334"},
                                                  {0x41b3de4355555557, "333333333.33333343"},
                                                  {0xbecbf647612f3696, "-0.0000033333333333333333"},
                                                  {0x43143ff3c1cb0959, "1424953923781206.2"}}));
  CHECK(number_text(from_bits(bits)) == text);
}

TEST_CASE("numbers as people write them") {
  CHECK(number_text(100) == "100");
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(-1.5) == "-1.5");
  CHECK(number_text(1e-7) == "1e-7");
  CHECK(number_text(123e-20) == "1.23e-18");
  CHECK(number_text(1e20) == "100000000000000000000");
  CHECK(number_text(42.5) == "42.5");
}

TEST_CASE("what is not finite is told by its name") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(number_text(infinity) == "Infinity");
  CHECK(number_text(-infinity) == "-Infinity");
  CHECK(number_text(std::nan("")) == "NaN");
}

TEST_CASE("numbers are appended to what is there") {
  std::string out = "x=";
  append_number(out, 2.25);
  append_number(out, -3);
  CHECK(out == "x=2.25-3");
}

TEST_CASE("decimal numbers are read whole") {
  CHECK(parse_number("0") == 0);
  CHECK(parse_number("-0.5e+2") == -50);
  CHECK(parse_number("118.00") == 118);
  CHECK(parse_number("1E3") == 1000);
  CHECK(parse_number("1e-400") == 0);
  CHECK(parse_number("4.9e-324") == from_bits(1));
  CHECK(parse_number("12345678901234567890123") == 1.2345678901234568e22);
}

TEST_CASE("what is no decimal number is refused") {
  const std::string text =
      GENERATE(as<std::string>(), "", "-", "+1", ".5", "1.", "01", "-01", "1e", "1e+", "0x10", "1 ", " 1", "1,5",
               "1_000", "inf", "nan", "Infinity", "1e400", "-1e400", "--1", "1e5.5");
  CAPTURE(text);
  CHECK_FALSE(parse_number(text).has_value());
}

}  // namespace
}  // namespace sightline

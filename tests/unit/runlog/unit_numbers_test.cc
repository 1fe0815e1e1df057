#include "runlog/unit_numbers.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

constexpr std::uint32_t kMany = 1'000;

UnitId unit_of(std::uint32_t number) {
  return {"suite", "case-" + std::to_string(number / 2), number % 2 == 0 ? "short" : "long", "m"};
}

TEST_CASE("units have numbers in the order in which they came, each one, and are found by them") {
  UnitNumbers units;
  for (std::uint32_t round = 0; round < 2; ++round) {
    for (std::uint32_t number = 0; number < kMany; ++number) REQUIRE(units.number_of(unit_of(number)) == number);
  }
  CHECK(units.count() == kMany);
  for (std::uint32_t number = 0; number < kMany; ++number) {
    REQUIRE(units.unit(number) == unit_of(number));
    REQUIRE(units.find(unit_of(number)) == number);
  }
}

TEST_CASE("a unit is another one where any of its parts is, even if all are known of others") {
  UnitNumbers units;
  CHECK(units.number_of({"a", "b", "c", "d"}) == 0);
  CHECK(units.number_of({"b", "a", "d", "c"}) == 1);
  CHECK_FALSE(units.find({"a", "a", "a", "a"}));
  CHECK_FALSE(units.find({"a", "b", "c", ""}));
  CHECK(units.number_of({"", "", "", ""}) == 2);
  CHECK(units.unit(2) == UnitId{});
}

TEST_CASE("units are less than others as their texts are, not as they came") {
  UnitNumbers units;
  const std::uint32_t later = units.number_of({"s", "b", "p", "m"});
  const std::uint32_t sooner = units.number_of({"s", "a", "p", "m"});
  CHECK(units.is_less(sooner, later));
  CHECK_FALSE(units.is_less(later, sooner));
  CHECK_FALSE(units.is_less(later, later));
}

}  // namespace
}  // namespace sightline

#include "metric/number_units.h"

#include <catch2/catch.hpp>

#include "metric/number_currency.h"
#include "metric/number_reader.h"

namespace sightline {
namespace {

/// The first number of a text in a unit.
std::optional<double> in_unit(const std::string& unit, const std::string& text) {
  const auto numbers = find_numbers(text, number_locales().front(), Percent::figure);
  REQUIRE_FALSE(numbers.empty());
  const auto value = UnitDemand(unit).value_of(numbers.front().value, text, numbers.front().end);
  return value ? std::optional(value->value) : std::nullopt;
}

bool is_in(const std::string& currency, const std::string& text) {
  const auto numbers = find_numbers(text, number_locales().front(), Percent::figure);
  REQUIRE_FALSE(numbers.empty());
  return CurrencyDemand::of(currency).value().is_carried(text, numbers.front().begin, numbers.front().end);
}

}  // namespace

TEST_CASE("a number is converted between units of one dimension") {
  const auto [unit, text, value] = GENERATE(table<std::string, std::string, double>({
      {"kg", "1500 g", 1.5},
      {"kg", "1.5 kg", 1.5},
      {"kg", "1.5 kilograms", 1.5},
      {"g", "0.1 kg", 100},
      {"lb", "1 kg", 2.20462262184878},
      {"cm", "6 ft", 182.88},
      {"in", "1 foot", 12},
      {"km", "26.2 miles", 42.1648128},
      {"min", "1.5 h", 90},
      {"ml", "0.33 L", 330},
      {"m²", "2 ha", 20000},
      {"km/h", "10 m/s", 36},
      {"°C", "98.6 °F", 37},
      {"°C", "32 degrees Fahrenheit", 0},
      {"K", "20 °C", 293.15},
      {"kWh", "3.6 MJ", 1},
      {"kcal", "418.4 kJ", 100},
      {"MB", "1.5 GB", 1500},
      {"%", "5 ‰", 0.5},
      {"kilograms", "500 g", 0.5},
  }));
  INFO(unit << " of " << text);
  REQUIRE(in_unit(unit, text));
  CHECK(in_unit(unit, text).value() == Approx(value).epsilon(1e-12));
}

TEST_CASE("a number without the unit, or with one of another dimension, carries none") {
  const auto [unit, text] = GENERATE(table<std::string, std::string>({
      {"kg", "1.5"},
      {"kg", "1.5 m"},
      {"kg", "1.5 KG"},
      {"kg", "1.5 kgf"},
      {"m", "5 m/s"},
      {"m", "5 m²"},
      {"mW", "5 MW"},
      {"cm", "5 in the box"},
      {"kg", "1.5  kg"},
      {"px", "100 pxl"},
  }));
  INFO(unit << " of " << text);
  CHECK_FALSE(in_unit(unit, text));
}

TEST_CASE("a unit that is not known is carried as it is spelled") {
  CHECK(in_unit("px", "100px") == 100.0);
  CHECK(in_unit("apples", "3 apples.") == 3.0);
  CHECK(in_unit("in", "5 in.") == 5.0);
}

TEST_CASE("a currency is carried by its sign, its code or its name") {
  const auto [currency, text] = GENERATE(table<std::string, std::string>({
      {"EUR", "€42"},
      {"EUR", "42 €"},
      {"EUR", "EUR 42"},
      {"EUR", "42 EUR."},
      {"EUR", "42 Euros"},
      {"USD", "-$42"},
      {"USD", "US$42"},
      {"USD", "$ 42"},
      {"CAD", "$42"},
      {"CAD", "C$ 42"},
      {"BRL", "R$ 42"},
      {"CHF", "CHF\u00A042"},
      {"JPY", "¥42"},
      {"CNY", "¥42"},
      {"PLN", "42 zł"},
      {"XAU", "42 XAU"},
      {"GBP", "42 pounds"},
      {"SEK", "42 kr"},
  }));
  INFO(currency << " of " << text);
  CHECK(is_in(currency, text));
}

TEST_CASE("another currency, or none, is not the one") {
  const auto [currency, text] = GENERATE(table<std::string, std::string>({
      {"EUR", "42"},
      {"EUR", "$42"},
      {"CAD", "US$42"},
      {"USD", "R$ 42"},
      {"EUR", "42 EURO2"},
      {"EUR", "42 eur"},
      {"USD", "42 XUSD"},
  }));
  INFO(currency << " of " << text);
  CHECK_FALSE(is_in(currency, text));
}

TEST_CASE("a currency is three capitals") {
  for (const char* code : {"", "eur", "EURO", "€", "EU"}) CHECK_FALSE(CurrencyDemand::of(code));
}

}  // namespace sightline

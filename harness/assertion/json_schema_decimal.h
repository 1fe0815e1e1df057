#pragma once

#include <string>

#include "model/node.h"

namespace sightline::json_schema {

/// A number by its digits: digits * 10^exponent, without zeros at either end; no digits for 0. The sign is dropped.
struct Decimal {
  std::string digits;
  long exponent = 0;
};

/// By the number's spelling, so that 19.99 is 1999 hundredths and not the nearest double.
Decimal decimal_of(const Node& number);
/// Whether `value` is a whole multiple of `divisor`, which is not 0. Exact for divisors of up to 18 digits; beyond
/// those the nearest doubles are divided.
bool is_multiple(const Decimal& value, const Decimal& divisor);

}  // namespace sightline::json_schema

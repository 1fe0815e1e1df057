#include "assertion/json_schema_decimal.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/number.h"

namespace sightline::json_schema {
namespace {

/// Reads JSON's spelling of a number.
Decimal from_spelling(std::string_view text) {
  Decimal out;
  const std::size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    // A finite number's exponent is small, save where its digits are all zeros.
    out.exponent = std::strtol(std::string(text.substr(e + 1)).c_str(), nullptr, 10);
    text = text.substr(0, e);
  }
  bool in_fraction = false;
  for (const char c : text) {
    if (c == '.') in_fraction = true;
    if (c < '0' || c > '9') continue;
    out.digits += c;
    if (in_fraction) --out.exponent;
  }
  out.digits.erase(0, std::min(out.digits.find_first_not_of('0'), out.digits.size()));
  while (!out.digits.empty() && out.digits.back() == '0') {
    out.digits.pop_back();
    ++out.exponent;
  }
  return out;
}

double nearest_double(const Decimal& decimal) {
  return std::strtod((decimal.digits + "e" + std::to_string(decimal.exponent)).c_str(), nullptr);
}

}  // namespace

Decimal decimal_of(const Node& number) {
  // YAML has other spellings: 0x1F, +1, .5
  return parse_number(number.number_text()) ? from_spelling(number.number_text())
                                            : from_spelling(number_text(number.number()));
}

bool is_multiple(const Decimal& value, const Decimal& divisor) {
  constexpr std::size_t kMostDigits = 18;
  if (value.digits.empty()) return true;
  if (value.exponent < divisor.exponent) return false;
  if (divisor.digits.size() > kMostDigits) return std::fmod(nearest_double(value), nearest_double(divisor)) == 0;
  // Long division, keeping only the rest; the rest is below 10^18, so ten times it fits.
  const std::uint64_t by = std::strtoull(divisor.digits.c_str(), nullptr, 10);
  std::uint64_t rest = 0;
  for (const char c : value.digits) rest = (rest * 10 + static_cast<std::uint64_t>(c - '0')) % by;
  for (long zeros = value.exponent - divisor.exponent; zeros > 0 && rest != 0; --zeros) rest = rest * 10 % by;
  return rest == 0;
}

}  // namespace sightline::json_schema

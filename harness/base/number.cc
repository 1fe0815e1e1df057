#include "base/number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace sightline {
namespace {

/// The shortest decimal digits that read back as the value, and where its point stands: 0.digits × 10^point.
struct Decimal {
  std::array<char, 20> digits;
  int count = 0;
  int point = 0;
  std::string_view first(int n) const { return {digits.data(), static_cast<std::size_t>(n)}; }
  std::string_view from(int n) const { return {digits.data() + n, static_cast<std::size_t>(count - n)}; }
};

Decimal shortest_decimal(double value) {
  std::array<char, 40> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific).ptr;
  Decimal decimal;
  const char* p = text.data();
  for (; *p != 'e'; ++p) {
    if (*p != '.') decimal.digits[static_cast<std::size_t>(decimal.count++)] = *p;
  }
  ++p;
  if (*p == '+') ++p;
  std::from_chars(p, end, decimal.point);
  ++decimal.point;
  return decimal;
}

void append_scientific(std::string& out, const Decimal& decimal) {
  out += decimal.first(1);
  if (decimal.count > 1) {
    out += '.';
    out += decimal.from(1);
  }
  const int exponent = decimal.point - 1;
  out += exponent < 0 ? "e-" : "e+";
  out += std::to_string(std::abs(exponent));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Skips digits; false where there is none.
bool skip_digits(std::string_view& text) {
  const std::size_t before = text.size();
  while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
  return text.size() < before;
}

bool skip(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// The grammar of RFC 8259, section 6.
bool is_json_number(std::string_view text) {
  skip(text, "-");
  if (!skip(text, "0") && !skip_digits(text)) return false;
  if (skip(text, ".") && !skip_digits(text)) return false;
  if (skip(text, "eE")) {
    skip(text, "+-");
    if (!skip_digits(text)) return false;
  }
  return text.empty();
}

}  // namespace

std::string number_text(double value) {
  std::string out;
  append_number(out, value);
  return out;
}

void append_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += std::isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
    return;
  }
  if (value == 0) {
    out += '0';
    return;
  }
  if (value < 0) out += '-';
  const Decimal decimal = shortest_decimal(std::fabs(value));
  constexpr int kLongestInteger = 21;
  constexpr int kSmallestPoint = -6;
  if (decimal.count <= decimal.point && decimal.point <= kLongestInteger) {
    out += decimal.first(decimal.count);
    out.append(static_cast<std::size_t>(decimal.point - decimal.count), '0');
  } else if (0 < decimal.point && decimal.point <= kLongestInteger) {
    out += decimal.first(decimal.point);
    out += '.';
    out += decimal.from(decimal.point);
  } else if (kSmallestPoint < decimal.point && decimal.point <= 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-decimal.point), '0');
    out += decimal.first(decimal.count);
  } else {
    append_scientific(out, decimal);
  }
}

std::optional<double> parse_number(std::string_view text) {
  if (!is_json_number(text)) return std::nullopt;
  double value = 0;
  const auto error = std::from_chars(text.data(), text.data() + text.size(), value).ec;
  if (error == std::errc::result_out_of_range) {
    // Too small reads as zero (or the nearest subnormal), too large is no number: only strtod tells them apart.
    value = std::strtod(std::string(text).c_str(), nullptr);
    if (!std::isfinite(value)) return std::nullopt;
  }
  return value;
}

}  // namespace sightline

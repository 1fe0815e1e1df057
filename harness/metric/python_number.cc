#include "metric/python_number.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <string>

#include "base/text.h"
#include "metric/ascii.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

/// The text with digits of other scripts and blanks beyond ASCII in their ASCII forms; nothing where something else is
/// beyond ASCII.
std::optional<std::string> in_ascii(std::string_view text) {
  std::string out;
  for (const char32_t c : code_points(text)) {
    if (c < 0x7F) {
      out += static_cast<char>(c);
    } else if (is_python_space(c)) {
      out += ' ';
    } else if (const int digit = decimal_value(c); digit >= 0) {
      out += static_cast<char>('0' + digit);
    } else {
      return std::nullopt;
    }
  }
  return out;
}

/// Without underscores; nothing where one does not stand between two digits.
std::optional<std::string> without_underscores(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      out += text[i];
      continue;
    }
    const bool joins = i > 0 && i + 1 < text.size() && is_ascii_digit(static_cast<unsigned char>(text[i - 1])) &&
                       is_ascii_digit(static_cast<unsigned char>(text[i + 1]));
    if (!joins) return std::nullopt;
  }
  return out;
}

std::size_t digits_of(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_ascii_digit(static_cast<unsigned char>(text[count]))) ++count;
  return count;
}

/// "1.5e7" and nothing else: digits with a point, and an exponent.
bool is_decimal(std::string_view text) {
  const std::size_t whole = digits_of(text);
  text.remove_prefix(whole);
  std::size_t fraction = 0;
  if (text.starts_with('.')) {
    fraction = digits_of(text.substr(1));
    text.remove_prefix(1 + fraction);
  }
  if (whole + fraction == 0) return false;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && digits_of(text) == text.size();
}

/// True where a decimal that no double holds is too large, not too small: its first digit that is not 0 stands before
/// the point once the exponent has moved it.
bool is_large(std::string_view decimal) {
  const std::size_t e = decimal.find_first_of("eE");
  const std::string_view mantissa = decimal.substr(0, e);
  const auto point = static_cast<double>(std::min(mantissa.find('.'), mantissa.size()));
  const auto first = static_cast<double>(std::min(mantissa.find_first_of("123456789"), mantissa.size()));
  double exponent = 0;
  if (e != std::string_view::npos) {
    for (const char c : decimal.substr(e + 1)) {
      if (is_ascii_digit(static_cast<unsigned char>(c))) exponent = exponent * 10 + (c - '0');
    }
    if (decimal[e + 1] == '-') exponent = -exponent;
  }
  return point - first + exponent > 0;
}

std::optional<double> literal_value(std::string_view text) {
  const std::string word = lower(text);
  if (word == "inf" || word == "infinity") return std::numeric_limits<double>::infinity();
  if (word == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (!is_decimal(text)) return std::nullopt;
  double value = 0;
  const auto error = std::from_chars(text.data(), text.data() + text.size(), value).ec;
  if (error == std::errc::result_out_of_range) return is_large(text) ? std::numeric_limits<double>::infinity() : 0.0;
  return value;
}

}  // namespace

std::optional<double> python_float(std::string_view text) {
  const auto ascii = in_ascii(text);
  if (!ascii) return std::nullopt;
  const auto plain = without_underscores(trimmed(*ascii));
  if (!plain) return std::nullopt;
  std::string_view rest = *plain;
  const bool is_negative = rest.starts_with('-');
  if (is_negative || rest.starts_with('+')) rest.remove_prefix(1);
  const auto value = literal_value(rest);
  return value && is_negative ? std::optional(-*value) : value;
}

}  // namespace sightline

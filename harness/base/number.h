#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sightline {

/// A double as ECMAScript's Number::toString writes it (RFC 8785, section 3.2.2.3): "1e-7", "100", "0.1". What is not
/// finite, which JSON does not have, is "Infinity", "-Infinity" or "NaN".
std::string number_text(double value);
void append_number(std::string& out, double value);
/// A whole decimal number (JSON's grammar, a leading '+' or '.' refused), or nothing.
std::optional<double> parse_number(std::string_view text);

}  // namespace sightline

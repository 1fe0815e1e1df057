#include <algorithm>
#include <array>

#include "assertion/json_schema_formats.h"
#include "assertion/json_schema_uri.h"
#include "base/text.h"
#include "metric/ascii.h"

namespace sightline::json_schema {
namespace {

/// Whether a URI (or, `international`, an IRI) consists of what its grammar allows in one of its parts: unreserved
/// characters, sub-delimiters, percent escapes, and `extra`.
bool is_made_of(std::string_view text, std::string_view extra, bool international) {
  const std::u32string points = code_points(text);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const char32_t c = points[i];
    if (c == '%') {
      if (i + 2 >= points.size() || !is_ascii_hex(points[i + 1]) || !is_ascii_hex(points[i + 2])) return false;
      i += 2;
      continue;
    }
    const bool is_plain =
        is_ascii_letter(c) || is_ascii_digit(c) || (international && c >= 0xA0) ||
        (c < 0x80 && std::string_view("-._~!$&'()*+,;=").find(static_cast<char>(c)) != std::string_view::npos);
    if (!is_plain && !(c < 0x80 && extra.find(static_cast<char>(c)) != std::string_view::npos)) return false;
  }
  return true;
}

bool is_future_address(std::string_view text) {
  const std::size_t dot = text.find('.');
  return text.starts_with('v') && dot != std::string_view::npos && dot > 1 &&
         std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(dot),
                     [](char c) { return is_ascii_hex(c); }) &&
         dot + 1 < text.size() && is_made_of(text.substr(dot + 1), ":", false);
}

bool is_authority(std::string_view text, bool international) {
  const std::size_t at = text.rfind('@');
  if (at != std::string_view::npos) {
    if (!is_made_of(text.substr(0, at), ":", international)) return false;
    text.remove_prefix(at + 1);
  }
  const std::size_t bracket = text.rfind(']');
  const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    const std::string_view port = text.substr(colon + 1);
    if (!std::all_of(port.begin(), port.end(), [](char c) { return is_ascii_digit(c); })) return false;
    text = text.substr(0, colon);
  }
  if (!text.starts_with('[')) return is_made_of(text, "", international);
  if (!text.ends_with(']')) return false;
  const std::string_view address = text.substr(1, text.size() - 2);
  return is_ipv6(address) || is_future_address(address);
}

bool is_reference(std::string_view text, bool international) {
  const Uri uri = parse_uri(text);
  if (uri.authority && !is_authority(*uri.authority, international)) return false;
  // Before a relative path's first slash a colon would end a scheme.
  if (!uri.scheme && !uri.authority && uri.path.substr(0, uri.path.find('/')).find(':') != std::string::npos)
    return false;
  return is_made_of(uri.path, ":@/", international) && is_made_of(uri.query.value_or(""), ":@/?", international) &&
         is_made_of(uri.fragment.value_or(""), ":@/?", international);
}

bool is_variable(std::string_view text) {
  if (text.ends_with('*')) {
    text.remove_suffix(1);
  } else if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    const std::string_view length = text.substr(colon + 1);
    if (length.empty() || length.size() > 4 || length[0] == '0' ||
        length.find_first_not_of("0123456789") != std::string_view::npos)
      return false;
    text = text.substr(0, colon);
  }
  if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos)
    return false;
  return is_made_of(text, "_.", false) && text.find_first_of("-~!$&'()*+,;=") == std::string_view::npos;
}

/// What stands between the braces of a template.
bool is_expression(std::string_view text) {
  if (!text.empty() && std::string_view("+#./;?&=,!@|").find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  const std::vector<std::string_view> variables = split(text, ',');
  return std::all_of(variables.begin(), variables.end(), is_variable);
}

/// What stands outside of them: not a blank, a quote, or another mark that URIs never have.
bool is_literal(std::string_view text) {
  constexpr std::string_view kNever = " \"'<>\\^`{|}";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < ' ' || c == 0x7F || kNever.find(text[i]) != std::string_view::npos) return false;
    if (c == '%' && (i + 2 >= text.size() || !is_ascii_hex(text[i + 1]) || !is_ascii_hex(text[i + 2]))) return false;
  }
  return true;
}

}  // namespace

bool is_uri(std::string_view text) {
  return parse_uri(text).scheme && is_reference(text, false);
}
bool is_uri_reference(std::string_view text) {
  return is_reference(text, false);
}
bool is_iri(std::string_view text) {
  return parse_uri(text).scheme && is_reference(text, true);
}
bool is_iri_reference(std::string_view text) {
  return is_reference(text, true);
}

bool is_uri_template(std::string_view text) {
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    if (!is_literal(text.substr(0, open))) return false;
    if (open == std::string_view::npos) return true;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos || !is_expression(text.substr(open + 1, close - open - 1))) return false;
    text.remove_prefix(close + 1);
  }
  return true;
}

}  // namespace sightline::json_schema

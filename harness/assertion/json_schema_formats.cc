#include "assertion/json_schema_formats.h"

#include <array>

#include "assertion/regex.h"

namespace sightline::json_schema {
namespace {

constexpr std::array<Format, 19> kFormats{{
    {"date-time", "a date and time such as 2026-11-20T09:30:00Z", is_date_time},
    {"date", "a date such as 2026-11-20", is_date},
    {"time", "a time such as 09:30:00Z", is_time},
    {"duration", "a duration such as P3DT12H", is_duration},
    {"email", "an email address", is_email},
    {"idn-email", "an email address", is_idn_email},
    {"hostname", "a host name", is_hostname},
    {"idn-hostname", "a host name", is_idn_hostname},
    {"ipv4", "an IPv4 address", is_ipv4},
    {"ipv6", "an IPv6 address", is_ipv6},
    {"uri", "a URI with its scheme", is_uri},
    {"uri-reference", "a URI or a part of one", is_uri_reference},
    {"iri", "an IRI with its scheme", is_iri},
    {"iri-reference", "an IRI or a part of one", is_iri_reference},
    {"uri-template", "a URI template", is_uri_template},
    {"uuid", "a UUID", is_uuid},
    {"json-pointer", "a JSON pointer", is_json_pointer},
    {"relative-json-pointer", "a relative JSON pointer", is_relative_json_pointer},
    {"regex", "a regular expression (ECMA-262)", is_regex},
}};

}  // namespace

const Format* find_format(std::string_view name) {
  for (const Format& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  names.reserve(kFormats.size());
  for (const Format& format : kFormats) names.emplace_back(format.name);
  return names;
}

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text.front() != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (text[i] == '~' && next != '0' && next != '1') return false;
  }
  return true;
}

bool is_relative_json_pointer(std::string_view text) {
  const auto take_number = [&] {
    std::size_t size = 0;
    while (size < text.size() && text[size] >= '0' && text[size] <= '9') ++size;
    if (size == 0 || (size > 1 && text[0] == '0')) return false;
    text.remove_prefix(size);
    return true;
  };
  if (!take_number()) return false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    text.remove_prefix(1);
    if (!take_number()) return false;
  }
  return text == "#" || is_json_pointer(text);
}

bool is_regex(std::string_view text) {
  Regex::Options options;
  options.ecma = true;
  return Regex::compile(text, options).has_value();
}

}  // namespace sightline::json_schema

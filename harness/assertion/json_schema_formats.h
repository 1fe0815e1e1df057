#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sightline::json_schema {

/// A value of the keyword `format`.
struct Format {
  std::string_view name;
  std::string_view what;  ///< "a date such as 2026-11-20", for messages.
  bool (*fits)(std::string_view text);
};

/// Null where there is none of that name.
const Format* find_format(std::string_view name);
std::vector<std::string> format_names();

// Times, RFC 3339.
bool is_date(std::string_view text);
bool is_time(std::string_view text);
bool is_date_time(std::string_view text);
bool is_duration(std::string_view text);

// Names and addresses.
bool is_hostname(std::string_view text);
/// As far as it goes without the tables of IDNA: any letters beyond ASCII are taken.
bool is_idn_hostname(std::string_view text);
bool is_email(std::string_view text);
bool is_idn_email(std::string_view text);
bool is_ipv4(std::string_view text);
bool is_ipv6(std::string_view text);
bool is_uuid(std::string_view text);

// URIs, RFC 3986, 3987 and 6570.
bool is_uri(std::string_view text);
bool is_uri_reference(std::string_view text);
bool is_iri(std::string_view text);
bool is_iri_reference(std::string_view text);
bool is_uri_template(std::string_view text);

// What schemas themselves are written with.
bool is_json_pointer(std::string_view text);
bool is_relative_json_pointer(std::string_view text);
bool is_regex(std::string_view text);

}  // namespace sightline::json_schema

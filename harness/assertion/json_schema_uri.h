#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sightline::json_schema {

/// The five parts of a URI reference (RFC 3986, appendix B), undecoded. Any text has them.
struct Uri {
  std::optional<std::string> scheme;
  std::optional<std::string> authority;
  std::string path;
  std::optional<std::string> query;
  std::optional<std::string> fragment;

  std::string text() const;
};

Uri parse_uri(std::string_view text);
/// RFC 3986, section 5.2: `reference` as it reads in a document at `base`.
Uri resolved(const Uri& base, const Uri& reference);
/// `%41` becomes `A`; a `%` without two hex digits stays.
std::string percent_decoded(std::string_view text);
/// "file:///folder/name" of an absolute path.
std::string file_uri(std::string_view path);

}  // namespace sightline::json_schema

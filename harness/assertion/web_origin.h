#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace sightline {

/// Scheme, host and port of a URL: what decides who is called.
struct WebOrigin {
  std::string text;  ///< "https://host", "http://127.0.0.1:8000": lower case, without the scheme's own port.
  bool is_https = false;
  bool is_loopback = false;  ///< The host is this machine: 127.0.0.1, [::1] or localhost.
  bool is_whole = false;     ///< The URL was no more than its origin, or had a slash behind it.
};

/// Reads an http: or https: URL strictly, so that whoever sends to it cannot read another host out of it. The error
/// follows the URL in a sentence: "holds a user name".
tl::expected<WebOrigin, std::string> web_origin(std::string_view url);

}  // namespace sightline

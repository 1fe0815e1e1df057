#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "chat/chat.h"

namespace sightline {
namespace {

constexpr std::string_view kEndpoint = "/chat/completions";

struct UrlParts {
  std::string_view scheme;     ///< "https://"
  std::string_view authority;  ///< "host:8000"
  std::string_view path;       ///< "/v1", or ""
  std::string_view query;      ///< "?version=2", or ""
};

std::optional<UrlParts> take_apart(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (lower(url.substr(0, scheme.size())) != scheme) continue;
    UrlParts parts;
    parts.scheme = scheme;
    const std::string_view rest = url.substr(scheme.size());
    const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
    const std::size_t query = std::min(rest.find('?', end), rest.size());
    parts.authority = rest.substr(0, end);
    parts.path = rest.substr(end, query - end);
    parts.query = rest.substr(query);
    return parts;
  }
  return std::nullopt;
}

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

/// "host", "host:8000", "[::1]:8000".
bool is_host(std::string_view authority) {
  const std::size_t colon = authority.find(':', authority.substr(0, 1) == "[" ? authority.find(']') : 0);
  return !authority.substr(0, colon).empty() &&
         (colon == std::string_view::npos || is_port(authority.substr(colon + 1)));
}

/// Why a URL cannot be used, or "".
std::string trouble_with(const std::string& url, const std::optional<UrlParts>& parts) {
  const bool printable = std::all_of(url.begin(), url.end(), [](unsigned char c) { return c > ' ' && c != 0x7F; });
  if (!printable) return "holds a blank or a control character; remove it";
  if (!parts && url.find("://") == std::string::npos) {
    return fmt::format("is no URL; write 'http://{0}' or 'https://{0}'", shortened(url, 80));
  }
  if (!parts) return "is no http: or https: URL";
  if (parts->authority.find('@') != std::string_view::npos) {
    return "holds a user name; base_url is shown in reports: send credentials as a header of the model";
  }
  if (!is_host(parts->authority)) return "names no host that can be reached; write 'https://HOST[:PORT]/PATH'";
  if (url.find('#') != std::string::npos) return "holds a '#'; remove it and what follows";
  return {};
}

std::string_view without_trailing_slashes(std::string_view path) {
  return path.substr(0, path.find_last_not_of('/') + 1);
}

/// A user name may stand beside a password: neither is shown.
std::string shown(const std::string& url) {
  const std::size_t at = url.rfind('@');
  return quoted(at == std::string::npos ? url : "…" + url.substr(at));
}

}  // namespace

std::string_view host_of(std::string_view url) {
  const auto begin = url.find("://");
  if (begin != std::string_view::npos) url.remove_prefix(begin + 3);
  return url.substr(0, url.find_first_of("/?"));
}

Expected<std::string> completions_url(const std::string& base_url) {
  const std::optional<UrlParts> parts = take_apart(base_url);
  if (const std::string why = trouble_with(base_url, parts); !why.empty()) {
    return failure(fmt::format("base_url {} {}", shown(base_url), why));
  }
  const std::string_view path = without_trailing_slashes(parts->path);
  if (path.ends_with(kEndpoint)) {
    return failure(
        fmt::format("base_url {} ends in '{}', which is added to it; remove that part", shown(base_url), kEndpoint));
  }
  return fmt::format("{}{}{}{}{}", parts->scheme, parts->authority, path.empty() ? "/v1" : path, kEndpoint,
                     parts->query);
}

}  // namespace sightline

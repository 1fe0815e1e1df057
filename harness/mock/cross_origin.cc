#include "mock/cross_origin.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sightline {
namespace {

std::size_t port_begin(std::string_view host) {
  return host.find(':', host.starts_with('[') ? host.find(']') : 0);
}

/// A name that nobody can have in the public DNS: a number, one word, or one of a domain that is not in it.
bool is_own_name(std::string_view name) {
  constexpr std::array<std::string_view, 4> kOwnDomains{".localhost", ".internal", ".test", ".localdomain"};
  const bool is_number = name.starts_with('[') || name.find_first_not_of("0123456789.") == std::string_view::npos;
  return is_number || name.find('.') == std::string_view::npos ||
         std::ranges::any_of(kOwnDomains, [&](std::string_view domain) { return name.ends_with(domain); });
}

}  // namespace

bool is_loopback_origin(std::string_view origin) {
  constexpr std::array<std::string_view, 2> kSchemes{"http://", "https://"};
  const auto* scheme = std::ranges::find_if(kSchemes, [&](std::string_view s) { return origin.starts_with(s); });
  if (scheme == kSchemes.end()) return false;
  origin.remove_prefix(scheme->size());
  const std::size_t colon = origin.find(':', origin.starts_with('[') ? origin.find(']') : 0);
  const std::string_view host = origin.substr(0, colon);
  const std::string_view port = colon == std::string_view::npos ? "80" : origin.substr(colon + 1);
  const bool is_port = !port.empty() && port.find_first_not_of("0123456789") == std::string_view::npos;
  return is_port && (host == "localhost" || host == "127.0.0.1" || host == "[::1]");
}

std::string foreign_page(const ServerRequest& request, bool listens_here_alone) {
  const std::string_view origin = request.header("origin");
  if (!origin.empty() && !is_loopback_origin(origin)) {
    return fmt::format("a page of {} asks; only pages of this machine may", quoted(origin, 100));
  }
  const std::string_view host = request.header("host");
  if (!listens_here_alone || is_own_name(lower(host.substr(0, port_begin(host))))) return {};
  return fmt::format("this server is not {}; ask 127.0.0.1 or localhost, or let it listen elsewhere by --address",
                     quoted(host, 100));
}

void allow_origin(const ServerRequest& request, ServerResponse& response) {
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return;
  response.headers.push_back({"vary", "Origin"});
  if (!is_loopback_origin(origin)) return;
  response.headers.push_back({"access-control-allow-origin", std::string(origin)});
  response.headers.push_back(
      {"access-control-expose-headers",
       "x-request-id, retry-after, retry-after-ms, x-should-retry, x-sightline-verdict, x-sightline-key, "
       "x-sightline-source, x-sightline-recorded-at, x-sightline-copy, x-sightline-ignored-changed, "
       "x-sightline-first-token-ms, x-sightline-total-ms, x-sightline-fault, x-sightline-fault-skipped"});
}

ServerResponse preflight(const ServerRequest& request) {
  ServerResponse response;
  response.status = 204;
  response.headers = {{"allow", "GET, POST, OPTIONS"}};
  if (!is_loopback_origin(request.header("origin"))) return response;
  response.headers.push_back({"access-control-allow-methods", "GET, POST, OPTIONS"});
  const std::string_view wanted = request.header("access-control-request-headers");
  const bool is_line = wanted.find_first_of("\r\n") == std::string_view::npos;
  if (!wanted.empty() && is_line) response.headers.push_back({"access-control-allow-headers", std::string(wanted)});
  response.headers.push_back({"access-control-max-age", "600"});
  return response;
}

}  // namespace sightline

#include "view/request_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace sightline {
namespace {

/// No DNS stands behind a number.
bool is_number(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) return true;
  return !host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_wildcard(std::string_view address) {
  return address == "0.0.0.0" || address == "::";
}

}  // namespace

bool is_loopback(std::string_view address) {
  return address == "localhost" || address == "::1" || (address.starts_with("127.") && is_number(address));
}

std::string url_host(const std::string& address) {
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

bool RequestCheck::takes_host(std::string_view host) const {
  const std::string port = fmt::format(":{}", port_);
  if (host.ends_with(port)) {
    host.remove_suffix(port.size());
  } else if (port_ != 80) {
    return false;
  }
  const std::string name = lower(host);
  if (name == "127.0.0.1" || name == "localhost" || name == "[::1]" || name == lower(url_host(address_))) return true;
  return is_wildcard(address_) && is_number(name);
}

std::optional<Refusal> RequestCheck::refusal(const ServerRequest& request) const {
  if (request.method() != "GET" && request.method() != "HEAD") {
    return Refusal{405, "this server is only read from: GET and HEAD"};
  }
  if (takes_host(request.header("Host"))) return std::nullopt;
  return Refusal{403, fmt::format("this server is not {}; open http://{}:{}/ (through a tunnel, with the same port at "
                                  "both ends)",
                                  quoted(request.header("Host")),
                                  is_wildcard(address_) ? "localhost" : url_host(address_), port_)};
}

}  // namespace sightline

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/server.h"

namespace sightline {

/// An answer to a request that is not served.
struct Refusal {
  int status = 403;
  std::string why;
};

/// Whom a server of runs takes a request from. A page of another origin whose name was made to lead to this machine
/// (DNS rebinding) sends that name as Host, and is refused.
class RequestCheck {
 public:
  /// `address` is what is listened on, a name or a number.
  RequestCheck(std::string address, std::uint16_t port) : address_(std::move(address)), port_(port) {}
  /// Nothing where the request is to be served.
  std::optional<Refusal> refusal(const ServerRequest& request) const;

 private:
  bool takes_host(std::string_view host) const;
  std::string address_;
  std::uint16_t port_;
};

/// True of an address that only this machine reaches.
bool is_loopback(std::string_view address);
/// As it stands in a URL: "[::1]"; others as they are.
std::string url_host(const std::string& address);

}  // namespace sightline

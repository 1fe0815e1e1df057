#pragma once

#include <string_view>

#include "server/server.h"

namespace sightline {

/// True for a page that this machine serves to itself: http or https, localhost or a loopback address, any port.
bool is_loopback_origin(std::string_view origin);

/// Lets pages of loopback origins read an answer; others get nothing that their browser would accept.
void allow_origin(const ServerRequest& request, ServerResponse& response);
/// The answer to OPTIONS: what a page may send.
ServerResponse preflight(const ServerRequest& request);

}  // namespace sightline

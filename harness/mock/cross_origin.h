#pragma once

#include <string>
#include <string_view>

#include "server/server.h"

namespace sightline {

/// Why a request is refused that a browser may have been made to send: a page of another site's (Origin), or one whose
/// name was made to lead here (DNS rebinding: Host). Empty: nothing is wrong with it. Only where a server listens on
/// this machine alone does the Host tell anything: elsewhere it has names that it cannot know.
std::string foreign_page(const ServerRequest& request, bool listens_here_alone);

/// True for a page that this machine serves to itself: http or https, localhost or a loopback address, any port.
bool is_loopback_origin(std::string_view origin);

/// Lets pages of loopback origins read an answer; others get nothing that their browser would accept.
void allow_origin(const ServerRequest& request, ServerResponse& response);
/// The answer to OPTIONS: what a page may send.
ServerResponse preflight(const ServerRequest& request);

}  // namespace sightline

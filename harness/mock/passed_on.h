#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/http.h"
#include "server/server.h"

namespace sightline {

/// What of a client's headers goes upstream: all but what belongs to the connection to this server, to this server
/// itself (x-sightline-…), or to the page that the client stands in (origin, referer).
/// `own_token`: this server's, which no Authorization that goes on bears; `key`: takes the place of the client's own.
/// Both are "" for none.
std::vector<Header> headers_for_upstream(const std::vector<Header>& headers, std::string_view own_token,
                                         std::string_view key);

/// What of upstream's headers goes to a client: all but what belongs to the connection to upstream or to its name:
/// whose pages may read the answer, where else it is served, whether it must be https.
std::vector<Header> headers_for_client(const std::vector<Header>& headers);

/// The values in a request's headers and query that are nobody else's: keys, tokens, cookies and passwords, each in the
/// forms in which it stands there.
std::vector<std::string> credentials_in(const ServerRequest& request);

/// The same of the query of a URL.
std::vector<std::string> credentials_in_url(std::string_view url);

/// "/models" and what stands behind it in a request's target, as it was sent, without the query.
/// Errors: it would lead out of there.
Expected<std::string> models_endpoint(std::string_view target);

}  // namespace sightline

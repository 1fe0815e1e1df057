#pragma once

#include "base/error.h"
#include "http/curl_handles.h"
#include "model/http.h"

namespace sightline {

/// The header lines of a request as libcurl takes them, with "Expect:" and a default Content-Type taken out unless the
/// request has its own. Errors: a name that is no HTTP token, a value with a line break or NUL. Values are never told.
Expected<HeaderList> request_headers(const std::vector<Header>& headers);

}  // namespace sightline

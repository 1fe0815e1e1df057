#pragma once

#include <memory>

#include "model/http.h"

namespace sightline {

struct CurlOptions {
  unsigned max_connections_per_host = 64;
  std::string ca_file;  ///< PEM bundle instead of the system's; empty: the system's. Verification cannot be turned off.
};

/// A transport over libcurl's multi interface: keep-alive, HTTP/2 over TLS where the server has it, proxies from the
/// environment, redirects not followed (a key never reaches another host), bodies streamed from their segments.
std::unique_ptr<Transport> make_curl_transport(const CurlOptions& options);

}  // namespace sightline

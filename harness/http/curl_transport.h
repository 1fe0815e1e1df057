#pragma once

#include <memory>
#include <string>

#include "model/http.h"

namespace sightline {

struct CurlOptions {
  /// Requests under way to one host (scheme, name and port) at most. More of them wait, and their clocks with them.
  unsigned max_connections_per_host = 64;
  std::string ca_file;  ///< PEM bundle instead of the system's; empty: the system's. Verification cannot be turned off.
};

/// A transport over libcurl's multi interface: keep-alive, HTTP/2 over TLS where the server has it, proxies from the
/// environment, redirects not followed (a key never reaches another host), bodies streamed from their segments.
///
/// The three clocks: `connect` runs until the connection stands, TLS included. `first_byte` begins when the last byte
/// of the body was handed to the connection, so that a slow upload is not taken for a slow answer, and ends with the
/// answer's status line (a 1xx is none). `total` is the whole, from the first name look-up to the last byte.
/// Bytes that one read brought are one Arrival, however the server framed them.
/// The first one that is made loads libcurl: throws NoCurl (http/curl_library.h) where there is none.
std::unique_ptr<Transport> make_curl_transport(const CurlOptions& options);

}  // namespace sightline

#pragma once

#include <string>
#include <string_view>

#include "model/chat.h"
#include "model/http.h"
#include "model/result.h"
#include "model/suite.h"

namespace sightline {

/// Where requests of one model go. `headers` may hold the key.
struct Endpoint {
  std::string url;
  std::vector<Header> headers;
  Timeouts timeouts;
  bool use_proxy = true;
};

/// `base_url` with "/chat/completions" appended to its path, before a query; a base_url without a path gets "/v1"
/// first. Errors: no http: or https: URL, no host, a bad port, a user name, a fragment, blanks, or the endpoint's path
/// is there already.
Expected<std::string> completions_url(const std::string& base_url);

/// Host and port of a URL, as it is written in it.
std::string_view host_of(std::string_view url);

/// The HTTP request of a chat request. Images of files become base64 segments that are read while sending, data: URLs
/// are shared with their image. Nothing is added to `params`; a `model` or `messages` in them is not sent. A header of
/// the endpoint takes the place of our own Content-Type or Accept.
HttpRequest encode(const ChatRequest& request, const Endpoint& endpoint);

/// The body as one JSON text with each image's data as "sha256:<hex>" (a remote URL stays) and a "$image" beside it
/// that describes it: what keys, logs and `--dry-run` show. Members in the order in which they are sent.
std::string body_with_digests(const ChatRequest& request);

/// What an HTTP outcome means.
struct Decoded {
  tl::expected<Reply, Failure> answer;
  std::optional<double> first_token_ms;  ///< Arrival of the first text or tool call of a stream.
};
/// Reads plain and streamed answers (told by the content type, else by the first bytes) and errors of both dialects,
/// {"error": {…}} and {"message", "statusCode", …}, also within a 200 or as a frame of a stream.
/// A stream is whole where [DONE] or a finish reason came. Bytes that are no UTF-8, and halves of surrogate pairs,
/// become U+FFFD. A failure's message is one line of at most 500 code points without keys; only that of a missing
/// fixture keeps the lines of the embedded server.
Decoded decode(const Outcome& outcome);

/// What the answers cost in USD: what they say themselves, else the price times their tokens, else nothing.
std::pair<std::optional<double>, CostSource> cost_of(const Reply& reply, const std::optional<Price>& price);

}  // namespace sightline

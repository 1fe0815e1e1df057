#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "http/curl_transport.h"
#include "unit/http/raw_server.h"

namespace sightline {

/// A POST of `body` to `url`, whatever proxy the environment names.
inline HttpRequest post(std::string url, std::string body = "{}") {
  HttpRequest request;
  request.url = std::move(url);
  request.headers = {{"Content-Type", "application/json"}};
  request.body = {std::move(body)};
  request.use_proxy = false;
  return request;
}

/// The same as it would leave for a live API, in an environment without proxies.
inline HttpRequest live_post(std::string url, std::string body = "{}") {
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"}) ::unsetenv(name);
  HttpRequest request = post(std::move(url), std::move(body));
  request.use_proxy = true;
  return request;
}

/// The next `count` completions, by ticket.
inline std::vector<Transport::Completion> completions(Transport& transport, std::size_t count) {
  std::vector<Transport::Completion> all;
  while (all.size() < count) {
    for (Transport::Completion& one : transport.wait(std::chrono::minutes(1))) all.push_back(std::move(one));
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.ticket < b.ticket; });
  return all;
}

inline Outcome fetch(Transport& transport, HttpRequest request) {
  transport.start(1, std::move(request));
  return std::move(completions(transport, 1).front().outcome);
}

inline Outcome fetch(HttpRequest request) {
  return fetch(*make_curl_transport({}), std::move(request));
}

}  // namespace sightline

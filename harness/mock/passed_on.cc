#include "mock/passed_on.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/base64.h"
#include "base/percent.h"
#include "base/secret_names.h"
#include "base/text.h"
#include "mock/bearer.h"
#include "mock/route.h"

namespace sightline {
namespace {

/// What belongs to one connection, or is made anew for the next.
constexpr std::array<std::string_view, 14> kOfTheConnection{"host",
                                                            "connection",
                                                            "content-length",
                                                            "transfer-encoding",
                                                            "accept-encoding",
                                                            "expect",
                                                            "keep-alive",
                                                            "te",
                                                            "trailer",
                                                            "upgrade",
                                                            "proxy-authenticate",
                                                            "proxy-connection",
                                                            "proxy-authorization",
                                                            "content-encoding"};
/// How often a path is decoded to see where it leads: upstream may stand behind others that decode it too.
constexpr int kMostDecodings = 4;

bool is_of_the_connection(std::string_view name) {
  return std::ranges::find(kOfTheConnection, name) != kOfTheConnection.end() || name.starts_with("x-sightline-");
}

bool is_of_the_page(std::string_view name) {
  return name == "origin" || name == "referer" || name.starts_with("sec-fetch-") || name.starts_with("access-control-");
}

bool is_of_the_host(std::string_view name) {
  return name == "alt-svc" || name == "strict-transport-security" || name.starts_with("access-control-");
}

void add_header_value(std::vector<std::string>& values, const std::string& value) {
  values.push_back(value);
  const std::size_t blank = value.find(' ');
  if (blank == std::string::npos) return;
  const std::string_view behind = trimmed(std::string_view(value).substr(blank));
  values.emplace_back(behind);
  if (lower(value.substr(0, blank)) != "basic") return;
  const auto pair = from_base64(behind);
  if (!pair) return;
  values.push_back(*pair);
  const std::size_t colon = pair->find(':');
  if (colon != std::string::npos) values.push_back(pair->substr(colon + 1));
}

void add_cookies(std::vector<std::string>& values, std::string_view cookies) {
  for (const std::string_view cookie : split(cookies, ';')) {
    const std::size_t equals = cookie.find('=');
    values.emplace_back(trimmed(equals == std::string_view::npos ? cookie : cookie.substr(equals + 1)));
  }
}

void add_query(std::vector<std::string>& values, std::string_view target) {
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return;
  for (const std::string_view parameter : split(target.substr(mark + 1), '&')) {
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos || !names_secret(decode_percents(parameter.substr(0, equals)))) continue;
    values.emplace_back(parameter.substr(equals + 1));
    values.push_back(decode_percents(values.back()));
  }
}

bool leads_out(std::string_view path) {
  std::string whole(path);
  std::ranges::replace(whole, '\\', '/');
  return std::ranges::any_of(split(whole, '/'), [](std::string_view segment) {
    // Some servers take what stands behind a semicolon for no part of the name.
    const std::string_view name = segment.substr(0, segment.find(';'));
    return name == "." || name == "..";
  });
}

}  // namespace

std::vector<Header> headers_for_upstream(const std::vector<Header>& headers, std::string_view own_token,
                                         std::string_view key) {
  std::vector<Header> kept;
  for (const Header& header : headers) {
    const std::string name = lower(header.name);
    if (is_of_the_connection(name) || is_of_the_page(name)) continue;
    const bool is_own = !own_token.empty() && bears_token(header.value, own_token);
    if (name == "authorization" && (is_own || !key.empty())) continue;
    kept.push_back(header);
  }
  if (!key.empty()) kept.push_back({"Authorization", fmt::format("Bearer {}", key)});
  return kept;
}

std::vector<Header> headers_for_client(const std::vector<Header>& headers) {
  std::vector<Header> kept;
  for (const Header& header : headers) {
    const std::string name = lower(header.name);
    if (!is_of_the_connection(name) && !is_of_the_host(name)) kept.push_back(header);
  }
  return kept;
}

std::vector<std::string> credentials_in(const ServerRequest& request) {
  std::vector<std::string> values;
  for (const Header& header : request.headers()) {
    const std::string name = lower(header.name);
    if (name == "cookie") {
      add_cookies(values, header.value);
    } else if (names_secret(name)) {
      add_header_value(values, header.value);
    }
  }
  add_query(values, request.target());
  return values;
}

std::vector<std::string> credentials_in_url(std::string_view url) {
  std::vector<std::string> values;
  add_query(values, url);
  return values;
}

Expected<std::string> models_endpoint(std::string_view target) {
  std::string_view path = target.substr(0, target.find('?'));
  // A session may be named like the route.
  if (path.starts_with("/s/")) path.remove_prefix(std::min(path.find('/', 3), path.size()));
  const std::size_t begin = path.find("/models");
  std::string decoded(path.substr(std::min(begin, path.size())));
  bool leads = begin == std::string_view::npos;
  for (int i = 0; i < kMostDecodings && !leads; ++i) {
    leads = leads_out(decoded);
    decoded = decode_percents(decoded);
  }
  if (!leads) return std::string(path.substr(begin));
  return failure(fmt::format("{} names no model: it leads to another place of the API", quoted(path)));
}

}  // namespace sightline

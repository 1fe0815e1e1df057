#include "assertion/web_origin.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace sightline {
namespace {

constexpr unsigned kHttpPort = 80;
constexpr unsigned kHttpsPort = 443;

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F && c != '\\'; });
}

bool is_host_name(std::string_view host) {
  return !host.empty() && std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  });
}

bool is_bracketed_address(std::string_view host) {
  return host.size() > 2 && host.front() == '[' && host.back() == ']' &&
         host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
}

/// The port behind the host, 0 where it is none.
unsigned port_of(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port <= 65535 ? port : 0;
}

tl::unexpected<std::string> no_url(std::string why) {
  return tl::unexpected(std::move(why));
}

}  // namespace

tl::expected<WebOrigin, std::string> web_origin(std::string_view url) {
  if (!is_printable(url)) return no_url("holds a blank, a backslash or another character that no URL has");
  const std::string small = lower(url);
  WebOrigin origin;
  origin.is_https = small.starts_with("https://");
  if (!origin.is_https && !small.starts_with("http://")) return no_url("is no http: or https: URL");
  const std::string_view rest = std::string_view(small).substr(origin.is_https ? 8 : 7);
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string_view authority = rest.substr(0, end);
  if (authority.find('@') != std::string_view::npos) return no_url("holds a user name");
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view host = authority.substr(0, colon);
  if (!is_host_name(host) && !is_bracketed_address(host)) return no_url("has no readable host");
  const unsigned usual = origin.is_https ? kHttpsPort : kHttpPort;
  const unsigned port = colon == std::string_view::npos ? usual : port_of(authority.substr(colon + 1));
  if (port == 0) return no_url("has a port that is none");
  origin.text = fmt::format("{}://{}", origin.is_https ? "https" : "http", host);
  if (port != usual) origin.text += fmt::format(":{}", port);
  origin.is_loopback = host == "127.0.0.1" || host == "[::1]" || host == "localhost";
  origin.is_whole = rest.substr(end).empty() || rest.substr(end) == "/";
  return origin;
}

}  // namespace sightline

#include "http/trouble.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "base/duration.h"
#include "base/text.h"
#include "http/curl_library.h"

namespace sightline {
namespace {

using Trouble = Outcome::Trouble;
constexpr std::size_t kLongestDetail = 300;

Trouble kind_of(const CurlError& error) {
  switch (error.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Trouble::name_not_resolved;
    case CURLE_COULDNT_CONNECT:
      return Trouble::refused_connection;
    case CURLE_OPERATION_TIMEDOUT:
      return error.connected || error.timeouts.total <= error.timeouts.connect ? Trouble::total_timeout
                                                                               : Trouble::connect_timeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_USE_SSL_FAILED:
      return Trouble::tls;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_SEND_FAIL_REWIND:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
      return Trouble::broken_connection;
    case CURLE_UNSUPPORTED_PROTOCOL:  // Of the URL, or of an answer that has no HTTP status line.
      return error.connected ? Trouble::broken_connection : Trouble::other;
    case CURLE_FILESIZE_EXCEEDED:
      return Trouble::answer_too_large;
    default:
      return Trouble::other;
  }
}

/// A handshake that was cut is a broken connection, worth another try; one that was refused is not.
bool cut_handshake(const CurlError& error) {
  return error.code == CURLE_SSL_CONNECT_ERROR && (error.detail.find("SSL_ERROR_SYSCALL") != std::string::npos ||
                                                   error.detail.find("reset by peer") != std::string::npos);
}

std::string detail_of(const CurlError& error) {
  const std::string detail = error.detail.empty() ? curl().easy_strerror(error.code) : error.detail;
  return shortened(collapsed_spaces(repaired_utf8(detail)), kLongestDetail);
}

/// libcurl names whom it really tried, which is the proxy where there is one: "Failed to connect to HOST port N after".
std::string tried_host(const CurlError& error) {
  constexpr std::string_view kBefore = "Failed to connect to ";
  constexpr std::string_view kPort = " port ";
  const std::string_view text = error.detail;
  const std::size_t port = text.find(kPort);
  if (text.substr(0, kBefore.size()) != kBefore || port == std::string_view::npos) return host_and_port(error.url);
  const std::string_view host = text.substr(kBefore.size(), port - kBefore.size());
  const std::string_view number = text.substr(port + kPort.size());
  return fmt::format("{}:{}", host, number.substr(0, number.find(' ')));
}

std::string refused_text(const CurlError& error) {
  if (error.os_error == ECONNREFUSED) return "connection refused by " + tried_host(error);
  const std::string cause = error.os_error != 0 ? std::strerror(error.os_error) : detail_of(error);
  return fmt::format("no connection to {}: {}", tried_host(error), cause);
}

std::string trouble_text(const CurlError& error, Trouble trouble) {
  const std::string host = host_and_port(error.url);
  switch (trouble) {
    case Trouble::refused_connection:
      return refused_text(error);
    case Trouble::connect_timeout:
      return fmt::format("no connection to {} within {}", host, duration_text(error.timeouts.connect));
    case Trouble::total_timeout:
      return fmt::format("the answer of {} was not whole within {}", host, duration_text(error.timeouts.total));
    case Trouble::tls:
      return fmt::format("no TLS connection to {}: {}", host, detail_of(error));
    case Trouble::broken_connection:
      return fmt::format("the connection to {} broke: {}", host, detail_of(error));
    default:
      return detail_of(error);
  }
}

}  // namespace

ToldTrouble told_trouble(const CurlError& error) {
  const Trouble trouble = cut_handshake(error) ? Trouble::broken_connection : kind_of(error);
  return {trouble, trouble_text(error, trouble)};
}

std::string host_and_port(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
  std::string host = url.substr(begin, url.find_first_of("/?#", begin) - begin);
  host = host.substr(host.rfind('@') + 1);
  const std::size_t colon = host.rfind(':');
  const bool has_port = colon != std::string::npos && host.find(']', colon) == std::string::npos;
  if (!has_port) host += lower(url.substr(0, begin)) == "https://" ? ":443" : ":80";
  return host;
}

}  // namespace sightline

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "unit/http/fetch.h"
#include "unit/http/temporary_folder.h"

namespace sightline {
namespace {

using Trouble = Outcome::Trouble;

void echo(RawConnection& connection) {
  while (const auto request = connection.read_request()) connection.send(plain_answer(request->body));
}

}  // namespace

TEST_CASE("a certificate that nobody vouches for is refused") {
  const TlsIdentity identity;
  RawServer server(echo, &identity);
  const Outcome outcome = fetch(post(server.url(), "secret"));
  CHECK(outcome.trouble == Trouble::tls);
  CHECK(outcome.trouble_text ==
        fmt::format("no TLS connection to {}: SSL certificate problem: self-signed certificate", server.authority()));
}

TEST_CASE("a CA file vouches for a certificate") {
  const TemporaryFolder folder;
  const TlsIdentity identity;
  const TlsIdentity stranger;
  RawServer server(echo, &identity);
  RawServer strange(echo, &stranger);
  CurlOptions options;
  options.ca_file = folder.write("ca.pem", identity.pem());
  const auto transport = make_curl_transport(options);
  const Outcome outcome = fetch(*transport, post(server.url(), std::string(300'000, 'x')));
  CHECK(outcome.trouble_text.empty());
  CHECK((outcome.body == std::string(300'000, 'x')));
  CHECK(fetch(*transport, post(strange.url())).trouble == Trouble::tls);
}

TEST_CASE("a certificate for another name is refused") {
  const TemporaryFolder folder;
  const TlsIdentity identity;
  RawServer server(echo, &identity);
  CurlOptions options;
  options.ca_file = folder.write("ca.pem", identity.pem());
  std::string url = server.url();
  url.replace(url.find("127.0.0.1"), 9, "localhost");
  const Outcome outcome = fetch(*make_curl_transport(options), post(url));
  CHECK(outcome.trouble == Trouble::tls);
  CHECK(outcome.trouble_text.find("no alternative certificate subject name matches target host name 'localhost'") !=
        std::string::npos);
}

TEST_CASE("a CA file that cannot be read is an error of every request") {
  const TlsIdentity identity;
  RawServer server(echo, &identity);
  CurlOptions options;
  options.ca_file = "/nowhere/ca.pem";
  const Outcome outcome = fetch(*make_curl_transport(options), post(server.url()));
  CHECK(outcome.trouble == Trouble::tls);
  CHECK(outcome.trouble_text.find("/nowhere/ca.pem") != std::string::npos);
}

TEST_CASE("a server without TLS, and one that cuts the handshake") {
  RawServer plain([](RawConnection& connection) {
    connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    connection.wait_for_close();
  });
  RawServer cut([](RawConnection& connection) {
    connection.read_body(1);
    connection.reset();
  });
  CHECK(fetch(post("https://" + plain.authority())).trouble == Trouble::tls);
  CHECK(fetch(post("https://" + cut.authority())).trouble == Trouble::broken_connection);
}

}  // namespace sightline

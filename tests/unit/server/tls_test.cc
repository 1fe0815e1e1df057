#include <curl/curl.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "fakes/raw_client.h"
#include "server/server.h"
#include "unit/http/temporary_folder.h"
#include "unit/server/tls_client.h"

namespace sightline {
using namespace fakes;

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

ServerResponse size_of_body(ServerRequest& request) {
  std::size_t size = 0;
  request.read_body([&](std::string_view piece) {
    size += piece.size();
    return true;
  });
  return ServerResponse{.body = std::to_string(size)};
}

/// A server with a certificate of its own.
class TlsServing {
 public:
  explicit TlsServing(HttpServer::Handler handler, ServerOptions options = {})
      : certificate(folder_.write("certificate.pem", pem_.certificate)),
        server(with_files(std::move(options)), std::move(handler)) {
    const auto started = server.start();
    if (!started) throw std::runtime_error(render(started.error()));
  }

 private:
  ServerOptions with_files(ServerOptions options) const {
    options.tls = TlsFiles{certificate, folder_.write("key.pem", pem_.key)};
    return options;
  }
  TemporaryFolder folder_;
  PemPair pem_;

 public:
  std::string certificate;
  HttpServer server;
};

TEST_CASE("requests and answers go through TLS") {
  TlsServing serving(size_of_body);
  TlsClient client(serving.server.port());
  REQUIRE(client.is_connected());
  for (const std::size_t size : {0u, 5u, 1'000'000u}) {
    client.send("POST / HTTP/1.1\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" + std::string(size, 'x'));
    const std::string expected = std::to_string(size);
    CHECK(client.until("\r\n\r\n").starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(client.until(expected) == expected);
  }
  client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
  CHECK(client.rest().ends_with("\r\n\r\n0"));
  CHECK(client.ended_well());
}

TEST_CASE("TLS older than 1.2 is refused") {
  TlsServing serving(size_of_body);
  CHECK(TlsClient(serving.server.port(), TLS1_2_VERSION).is_connected());
  CHECK_FALSE(TlsClient(serving.server.port(), TLS1_1_VERSION).is_connected());
}

TEST_CASE("timed and large answers come whole through TLS") {
  const std::string large(5'000'000, 'x');
  TlsServing serving([&](ServerRequest& request) {
    ServerResponse response;
    response.body = request.path() == "/large" ? large : "aabbb";
    if (request.path() == "/timed") response.pieces = {{2, microseconds(0)}, {5, microseconds(2'000)}};
    return response;
  });
  std::atomic<int> whole = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      TlsClient client(serving.server.port());
      client.send("GET /timed HTTP/1.1\r\n\r\n");
      const bool timed = client.until("0\r\n\r\n").ends_with("2\r\naa\r\n3\r\nbbb\r\n0\r\n\r\n");
      client.send("GET /large HTTP/1.1\r\nConnection: close\r\n\r\n");
      if (timed && body_of(client.rest()) == large) ++whole;
    });
  }
  for (std::thread& client : clients) client.join();
  CHECK(whole == 8);
}

TEST_CASE("answers are cut and reset through TLS") {
  for (const Ending ending : {Ending::cut, Ending::reset}) {
    TlsServing serving([&](ServerRequest&) {
      ServerResponse response;
      response.body = "half";
      response.ending = ending;
      return response;
    });
    TlsClient client(serving.server.port());
    client.send("GET / HTTP/1.1\r\n\r\n");
    CHECK(body_of(client.rest()) == "half");
    CHECK(client.ended_well() == (ending == Ending::cut));
  }
}

TEST_CASE("a client without TLS, and one that stalls in the handshake, are given up") {
  TlsServing serving(size_of_body, {.head_timeout = milliseconds(30)});
  RawClient plain(serving.server.port());
  plain.send("GET / HTTP/1.1\r\n\r\n");
  CHECK(plain.rest().find("HTTP") == std::string::npos);
  RawClient silent(serving.server.port());
  CHECK(silent.rest().empty());
  TlsClient next(serving.server.port());
  next.send("GET / HTTP/1.1\r\n\r\n");
  CHECK(next.until("\r\n\r\n").starts_with("HTTP/1.1 200 OK"));
}

TEST_CASE("a server with TLS stops, drains and makes room while clients are idle") {
  TlsServing serving(size_of_body, {.connections = 1});
  TlsClient first(serving.server.port());
  first.send("GET / HTTP/1.1\r\n\r\n");
  first.until("\r\n\r\n0");
  TlsClient second(serving.server.port());
  second.send("GET / HTTP/1.1\r\n\r\n");
  CHECK(second.until("\r\n\r\n0").starts_with("HTTP/1.1 200 OK"));
  CHECK(first.rest().empty());
  serving.server.drain(std::chrono::seconds(20));
  CHECK(second.rest().empty());
}

std::size_t append(char* bytes, std::size_t size, std::size_t count, void* to) {
  static_cast<std::string*>(to)->append(bytes, size * count);
  return size * count;
}

TEST_CASE("curl trusts the certificate that it was given") {
  TlsServing serving(size_of_body);
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
  const std::string url = "https://127.0.0.1:" + std::to_string(serving.server.port()) + "/";
  std::string body;
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(curl.get(), CURLOPT_CAINFO, serving.certificate.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, "hello");
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
  CHECK(curl_easy_perform(curl.get()) == CURLE_OK);
  CHECK(curl_easy_perform(curl.get()) == CURLE_OK);
  CHECK(body == "55");
}

std::string trouble(const std::string& certificate, const std::string& key) {
  ServerOptions options;
  options.tls = TlsFiles{certificate, key};
  const auto started = HttpServer(options, size_of_body).start();
  return started ? "none" : started.error()[0].message;
}

TEST_CASE("files that TLS cannot be served with are told before anything is served") {
  const TemporaryFolder folder;
  const PemPair one;
  const PemPair two;
  const std::string certificate = folder.write("one.pem", one.certificate);
  const std::string key = folder.write("one.key", one.key);
  const std::string other = folder.write("two.key", two.key);
  const std::string text = folder.write("text.pem", "no PEM\n");
  CHECK(trouble(certificate, key) == "none");
  CHECK(
      trouble("/nowhere/a.pem", key) ==
      "cannot read the TLS certificate '/nowhere/a.pem': No such file or directory; name a PEM file that can be read");
  CHECK(trouble(certificate, "/nowhere/a.key") ==
        "cannot read the TLS key '/nowhere/a.key': No such file or directory; name a PEM file that can be read");
  CHECK(trouble(text, key).starts_with("the TLS certificate '" + text + "' is none: no start line; it must be PEM"));
  CHECK(trouble(certificate, text).starts_with("the TLS key '" + text + "' is none: "));
  CHECK(trouble(certificate, other) == "the TLS key '" + other + "' is not that of the certificate '" + certificate +
                                           "'; name two that were made together");
}

}  // namespace
}  // namespace sightline

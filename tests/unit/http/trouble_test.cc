#include "http/trouble.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "http/request_headers.h"
#include "unit/http/fetch.h"
#include "unit/http/temporary_folder.h"

namespace sightline {
namespace {

using Trouble = Outcome::Trouble;
using std::chrono::milliseconds;

/// Serves each connection one answer, and then does what `end` says.
RawServer::Script once(std::string answer, std::function<void(RawConnection&)> end = {}) {
  return [answer = std::move(answer), end = std::move(end)](RawConnection& connection) {
    connection.read_request();
    connection.send(answer);
    if (end) end(connection);
  };
}

RawServer::Script silent() {
  return once("", [](RawConnection& connection) { connection.wait_for_close(); });
}

}  // namespace

TEST_CASE("a refused connection") {
  const std::string host = fmt::format("127.0.0.1:{}", unused_port());
  const Outcome outcome = fetch(post("http://user:secret@" + host + "/v1?key=secret"));
  CHECK(outcome.trouble == Trouble::refused_connection);
  CHECK(outcome.trouble_text == "connection refused by " + host);
  CHECK(outcome.status == 0);
}

TEST_CASE("a name that does not exist") {
  const Outcome outcome = fetch(post("http://no-such-host.invalid/"));
  CHECK(outcome.trouble == Trouble::name_not_resolved);
  CHECK(outcome.trouble_text == "Could not resolve host: no-such-host.invalid");
}

TEST_CASE("an answer that is cut") {
  RawServer server(once("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
  const Outcome outcome = fetch(post(server.url()));
  CHECK(outcome.trouble == Trouble::broken_connection);
  CHECK(outcome.trouble_text ==
        fmt::format("the connection to {} broke: transfer closed with 6 bytes remaining to read", server.authority()));
  CHECK(outcome.status == 200);
  CHECK(outcome.body == "half");
}

TEST_CASE("a chunked answer that is cut") {
  RawServer server(once("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"));
  const Outcome outcome = fetch(post(server.url()));
  CHECK(outcome.trouble == Trouble::broken_connection);
  CHECK(outcome.trouble_text ==
        fmt::format("the connection to {} broke: transfer closed with outstanding read data remaining",
                    server.authority()));
  CHECK(outcome.body == "half");
}

TEST_CASE("a connection that closes without a word") {
  RawServer server(once(""));
  const Outcome outcome = fetch(post(server.url()));
  CHECK(outcome.trouble == Trouble::broken_connection);
  CHECK(outcome.trouble_text == fmt::format("the connection to {} broke: Empty reply from server", server.authority()));
  CHECK(outcome.status == 0);
}

TEST_CASE("a connection that is reset") {
  RawServer server(
      once("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", [](RawConnection& connection) { connection.reset(); }));
  const Outcome outcome = fetch(post(server.url()));
  CHECK(outcome.trouble == Trouble::broken_connection);
  CHECK(outcome.trouble_text ==
        fmt::format("the connection to {} broke: Recv failure: Connection reset by peer", server.authority()));
}

TEST_CASE("a server that does not speak HTTP") {
  RawServer server(once("SSH-2.0-OpenSSH_9.2\r\n"));
  const Outcome outcome = fetch(post(server.url()));
  CHECK(outcome.trouble == Trouble::broken_connection);
  CHECK(outcome.trouble_text ==
        fmt::format("the connection to {} broke: Received HTTP/0.9 when not allowed", server.authority()));
}

TEST_CASE("a compressed answer that is broken") {
  RawServer server(once(plain_answer("no gzip at all, only text", "Content-Encoding: gzip\r\n")));
  CHECK(fetch(live_post(server.url())).trouble == Trouble::broken_connection);
}

TEST_CASE("an answer that is too large ends early, announced or not") {
  const std::string body(100, 'x');
  RawServer announced(once(plain_answer(body)));
  RawServer chunked(once("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n" + body + "\r\n0\r\n\r\n"));
  RawServer endless(once("HTTP/1.1 200 OK\r\n\r\n", [&](RawConnection& connection) {
    for (unsigned i = 0; i < 100'000; ++i) connection.send(body);
  }));
  for (const RawServer* server : {&announced, &chunked, &endless}) {
    for (const unsigned limit : {0u, 1u, 99u}) {
      HttpRequest request = post(server->url());
      request.max_answer_bytes = limit;
      const Outcome outcome = fetch(std::move(request));
      CHECK(outcome.trouble == Trouble::answer_too_large);
      CHECK(outcome.trouble_text ==
            fmt::format("the answer of {} is larger than the {} bytes that are allowed", server->authority(), limit));
      CHECK(outcome.body.size() <= limit);
    }
  }
  HttpRequest request = post(announced.url());
  request.max_answer_bytes = 100;
  CHECK(fetch(std::move(request)).body == body);
}

TEST_CASE("a compressed answer is bounded by what it unfolds to") {
  // 10,000 times "x" as gzip makes it.
  constexpr unsigned char kGzip[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed, 0xc1,
                                     0x01, 0x0d, 0x00, 0x00, 0x00, 0xc2, 0xa0, 0xda, 0x8f, 0x6f, 0x0e, 0x37,
                                     0xa0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xe0, 0xdf,
                                     0x00, 0xa3, 0xa4, 0x55, 0x0d, 0x10, 0x27, 0x00, 0x00};
  RawServer server(
      once(plain_answer({reinterpret_cast<const char*>(kGzip), sizeof kGzip}, "Content-Encoding: gzip\r\n")));
  HttpRequest request = live_post(server.url());
  request.max_answer_bytes = 50;
  const Outcome outcome = fetch(std::move(request));
  CHECK(outcome.trouble == Trouble::answer_too_large);
  CHECK(outcome.body == std::string(50, 'x'));
}

TEST_CASE("a server that does not take the connection") {
  const DeafListener server;
  HttpRequest request = post(server.url());
  request.timeouts.connect = milliseconds(50);
  const Outcome outcome = fetch(std::move(request));
  CHECK(outcome.trouble == Trouble::connect_timeout);
  CHECK(outcome.trouble_text == fmt::format("no connection to {} within 50ms", server.authority()));
}

TEST_CASE("a server that does not begin to answer") {
  RawServer server(silent());
  HttpRequest request = post(server.url());
  request.timeouts.first_byte = milliseconds(50);
  const Outcome outcome = fetch(std::move(request));
  CHECK(outcome.trouble == Trouble::first_byte_timeout);
  CHECK(outcome.trouble_text == fmt::format("{} did not begin to answer within 50ms", server.authority()));
  CHECK(outcome.total_us >= 50'000);
  CHECK(outcome.first_byte_us == 0);
}

TEST_CASE("a 1xx head does not count as the beginning of an answer") {
  RawServer server(
      once("HTTP/1.1 102 Processing\r\n\r\n", [](RawConnection& connection) { connection.wait_for_close(); }));
  HttpRequest request = post(server.url());
  request.timeouts.first_byte = milliseconds(50);
  CHECK(fetch(std::move(request)).trouble == Trouble::first_byte_timeout);
}

TEST_CASE("a slow upload is not taken for a slow answer") {
  constexpr std::size_t kLength = 32u << 20;  // More than the buffers of both ends hold.
  Gate go_on;
  RawServer server([&](RawConnection& connection) {
    connection.read_head();
    go_on.wait();
    connection.send(plain_answer("got it"));
    connection.read_body(kLength);
  });
  HttpRequest request = post(server.url(), std::string(kLength, 'x'));
  request.timeouts.first_byte = milliseconds(50);
  const auto transport = make_curl_transport({});
  transport->start(1, std::move(request));
  CHECK(transport->wait(milliseconds(200)).empty());
  go_on.open();
  CHECK(completions(*transport, 1).front().outcome.body == "got it");
}

TEST_CASE("an answer that begins and does not end") {
  RawServer server(once("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                        [](RawConnection& connection) { connection.wait_for_close(); }));
  HttpRequest request = post(server.url());
  request.timeouts.total = milliseconds(100);
  const Outcome outcome = fetch(std::move(request));
  CHECK(outcome.trouble == Trouble::total_timeout);
  CHECK(outcome.trouble_text == fmt::format("the answer of {} was not whole within 100ms", server.authority()));
}

TEST_CASE("a file that cannot be sent as planned") {
  RawServer server(silent());
  const TemporaryFolder folder;
  HttpRequest request = post(server.url());
  request.body = {std::string("text"), FileAsBase64{folder.path("gone.png"), 5}};
  const Outcome outcome = fetch(std::move(request));
  CHECK(outcome.trouble == Trouble::local_file);
  CHECK(outcome.trouble_text ==
        "cannot read the file '" + folder.path("gone.png") + "' to send it: No such file or directory");
}

TEST_CASE("URLs that are not http or https are not fetched") {
  for (const std::string url : {"ftp://127.0.0.1/a", "file:///etc/passwd", "gopher://127.0.0.1/"}) {
    const Outcome outcome = fetch(post(url));
    CHECK(outcome.trouble == Trouble::other);
    CHECK(outcome.trouble_text ==
          fmt::format("Protocol \"{}\" not supported or disabled in libcurl", url.substr(0, url.find(':'))));
    CHECK(outcome.body.empty());
  }
  CHECK(fetch(post("")).trouble == Trouble::other);
  CHECK(fetch(post("http://")).trouble == Trouble::other);
}

TEST_CASE("headers that would become others are not sent, and their values not told") {
  RawServer server(silent());
  const auto text = [&](Header header) {
    HttpRequest request = post(server.url());
    request.headers = {std::move(header)};
    const Outcome outcome = fetch(std::move(request));
    CHECK(outcome.trouble == Trouble::other);
    return outcome.trouble_text;
  };
  CHECK(text({"X-A", "secret\r\nX-B: 1"}) ==
        "the value of the header 'X-A' holds a line break or NUL and cannot be sent");
  CHECK(text({"X-A", std::string("a\0b", 3)}) ==
        "the value of the header 'X-A' holds a line break or NUL and cannot be sent");
  CHECK(text({"X A", "secret"}) == "'X A' is no name of an HTTP header");
  CHECK(text({"", "secret"}) == "'' is no name of an HTTP header");
  CHECK(text({"X:A", "secret"}) == "'X:A' is no name of an HTTP header");
}

TEST_CASE("whom a URL reaches is told without what may be secret in it") {
  CHECK(host_and_port("https://api.example.com/v1?key=k") == "api.example.com:443");
  CHECK(host_and_port("HTTPS://api.example.com") == "api.example.com:443");
  CHECK(host_and_port("http://api.example.com#f") == "api.example.com:80");
  CHECK(host_and_port("http://user:p@ss@host:8080/v1") == "host:8080");
  CHECK(host_and_port("http://[::1]/v1") == "[::1]:80");
  CHECK(host_and_port("http://[::1]:8000/v1") == "[::1]:8000");
  CHECK(host_and_port("host") == "host:80");
}

TEST_CASE("errors of TLS, of names and of the network are told apart") {
  const auto told = [](CURLcode code, const char* detail, int os_error = 0) {
    return told_trouble({code, detail, os_error, false, "https://host/v1", {}});
  };
  CHECK(told(CURLE_SSL_CONNECT_ERROR, "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to host:443").trouble ==
        Trouble::broken_connection);
  CHECK(told(CURLE_SSL_CONNECT_ERROR, "OpenSSL SSL_connect: Connection reset by peer in connection to host:443")
            .trouble == Trouble::broken_connection);
  CHECK(told(CURLE_SSL_CONNECT_ERROR, "error:0A00010B:SSL routines::wrong version number").text ==
        "no TLS connection to host:443: error:0A00010B:SSL routines::wrong version number");
  CHECK(told(CURLE_COULDNT_CONNECT, "Failed to connect to ::1 port 443 after 1 ms: Couldn't connect to server",
             ENETUNREACH)
            .text == "no connection to ::1:443: Network is unreachable");
  CHECK(told(CURLE_COULDNT_CONNECT, "").text == "no connection to host:443: Couldn't connect to server");
  CHECK(told(CURLE_COULDNT_RESOLVE_PROXY, "Could not resolve proxy: p").trouble == Trouble::name_not_resolved);
  CHECK(told(CURLE_HTTP2_STREAM, "HTTP/2 stream 1 was\nnot closed").text ==
        "the connection to host:443 broke: HTTP/2 stream 1 was not closed");
  CHECK(told(CURLE_OUT_OF_MEMORY, "").trouble == Trouble::other);
}

}  // namespace sightline

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "unit/http/fetch.h"

namespace sightline {
namespace {

using Trouble = Outcome::Trouble;

/// Answers every request with `answer`, and then closes.
RawServer::Script saying(std::string answer) {
  return [answer = std::move(answer)](RawConnection& connection) {
    if (connection.read_request()) connection.send(answer);
  };
}

/// One request after the other, of one connection.
RawServer::Script repeating(std::string answer) {
  return [answer = std::move(answer)](RawConnection& connection) {
    while (connection.read_request()) connection.send(answer);
  };
}

std::string lines_of(std::size_t bytes) {
  std::string lines;
  for (int i = 0; lines.size() < bytes; ++i) lines += fmt::format("X-{}: {}\r\n", i, std::string(1000, 'x'));
  return lines;
}

}  // namespace

TEST_CASE("a head without an end is given up once it is too large, whatever it is made of") {
  const std::string head = "HTTP/1.1 200 OK\r\n" + lines_of(2u << 20);
  std::string floods;
  while (floods.size() < (2u << 20)) floods += "HTTP/1.1 103 Early\r\nLink: a\r\n\r\n";
  const std::string trailers =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n" + lines_of(2u << 20) + "\r\n";
  for (const std::string& answer : {head, floods, trailers}) {
    CAPTURE(answer.substr(0, 40));
    RawServer server(saying(answer));
    const Outcome outcome = fetch(post(server.url()));
    CHECK(outcome.trouble == Trouble::answer_too_large);
    CHECK(outcome.trouble_text ==
          fmt::format("the head of the answer of {} is larger than the 262144 bytes that are allowed",
                      server.authority()));
  }
  // What real servers send is far from it, and a connection's answers do not add up.
  RawServer usual(repeating(plain_answer("{}", lines_of(100u << 10))));
  const auto transport = make_curl_transport({});
  for (int i = 0; i < 5; ++i) CHECK(fetch(*transport, post(usual.url())).status == 200);
}

TEST_CASE("an answer without a status line is no answer") {
  RawServer server(saying("<html>hello</html>\r\n\r\n"));
  const Outcome outcome = fetch(post(server.url()));
  CHECK(outcome.trouble == Trouble::broken_connection);
  CHECK(outcome.body.empty());
}

TEST_CASE("cookies are not kept, and no server's header becomes one of a request") {
  RawServer server([](RawConnection& connection) {
    while (const auto request = connection.read_request()) {
      connection.send(
          plain_answer(request->head, "Set-Cookie: a=b\r\nAuthorization: Bearer x\r\nAlt-Svc: h2=\":1\"\r\n"));
    }
  });
  const auto transport = make_curl_transport({});
  const std::string first = fetch(*transport, post(server.url())).body;
  CHECK(fetch(*transport, post(server.url())).body == first);
  CHECK(first.find("Cookie") == std::string::npos);
}

TEST_CASE("NUL, control characters and broken UTF-8 of an answer arrive as they are and end nothing early") {
  const std::string body("{\"a\":\"\0\xff\xfe\x1b[2J\"}", 15);
  RawServer server(saying(plain_answer(body, "X-Odd: a\x01\xff\x62\r\n")));
  const Outcome outcome = fetch(post(server.url()));
  CHECK(outcome.trouble == Trouble::none);
  CHECK(outcome.body == body);
}

TEST_CASE("a redirect of any status is the answer, and nobody else is asked") {
  RawServer elsewhere(saying(plain_answer("{}")));
  for (const char* status : {"301 A", "302 B", "303 C", "307 D", "308 E"}) {
    RawServer server(
        saying(fmt::format("HTTP/1.1 {}\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", status, elsewhere.url())));
    const Outcome outcome = fetch(post(server.url()));
    CHECK(outcome.status == std::stoi(status));
    CHECK(outcome.body.empty());
  }
}

}  // namespace sightline

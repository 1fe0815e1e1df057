#include "server/request_head.h"

#include <catch2/catch.hpp>
#include <limits>

namespace sightline {
namespace {

/// The status that a head is refused with; 0 where it is taken.
int refused(const std::string& head) {
  RequestHead read;
  const auto fault = read.read(head);
  return fault ? fault->status : 0;
}

std::string with(const std::string& headers) {
  return "POST / HTTP/1.1\r\n" + headers + "\r\n";
}

TEST_CASE("a head is taken apart") {
  RequestHead head;
  REQUIRE_FALSE(
      head.read("PUT /a%20b%2?x=%41#f HTTP/1.1\r\nX-A: 100%25 \r\nx-b:\r\nX-a:2\r\ncontent-length: 12\r\n\r\n"));
  CHECK(head.method() == "PUT");
  CHECK(head.target() == "/a%20b%2?x=%41#f");
  CHECK(head.path() == "/a b%2");
  CHECK(head.field("x-a") == "100%25");
  CHECK(head.field("X-B").empty());
  CHECK(head.fields().size() == 4);
  CHECK(head.content_length() == 12);
  CHECK(head.has_body());
  CHECK_FALSE(head.is_chunked());
  CHECK_FALSE(head.is_last());
  REQUIRE_FALSE(head.read("GET * HTTP/1.0\r\n\r\n"));
  CHECK(head.fields().empty());
  CHECK_FALSE(head.has_body());
  CHECK(head.is_last());
}

TEST_CASE("the client says whether the connection goes on") {
  const auto is_last = [](const std::string& text) {
    RequestHead head;
    return !head.read(text) && head.is_last();
  };
  CHECK(is_last(with("Connection: close\r\n")));
  CHECK(is_last(with("Connection: TE, Close\r\n")));
  CHECK_FALSE(is_last(with("Connection: keep-alive\r\n")));
  CHECK_FALSE(is_last("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
}

TEST_CASE("a length that no number holds is as long as can be") {
  RequestHead head;
  REQUIRE_FALSE(head.read(with("Content-Length: 99999999999999999999999\r\n")));
  CHECK(head.content_length() == std::numeric_limits<std::uint64_t>::max());
  REQUIRE_FALSE(head.read(with("Transfer-Encoding: Chunked\r\n")));
  CHECK(head.is_chunked());
  CHECK(head.content_length() == 0);
}

TEST_CASE("what may be read in two ways is refused") {
  struct Row {
    const char* headers;
    int status;
  };
  const Row rows[] = {
      {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400},
      {"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", 400},
      {"Content-Length: 5\r\nContent-Length: 5\r\n", 400},
      {"Content-Length: 5\r\ncontent-length: 6\r\n", 400},
      {"Content-Length: -1\r\n", 400},
      {"Content-Length: +1\r\n", 400},
      {"Content-Length: 0x5\r\n", 400},
      {"Content-Length: 1, 1\r\n", 400},
      {"Content-Length: 1 1\r\n", 400},
      {"Content-Length:\r\n", 400},
      {"Content-Length : 5\r\n", 400},
      {" Content-Length: 5\r\n", 400},
      {"X: a\r\n b\r\n", 400},
      {"Transfer-Encoding: gzip, chunked\r\n", 501},
      {"Transfer-Encoding: xchunked\r\n", 501},
      {"Transfer-Encoding:\r\n", 501},
      {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400},
      {"Host: a\r\nHost: b\r\n", 400},
      {"X: a\n", 400},
      {"X: a\rContent-Length: 5\r\n", 400},
      {": a\r\n", 400},
      {"no colon\r\n", 400},
      {"X Y: a\r\n", 400},
      {"X: a\x01\r\n", 400},
      {"X: a\x7f\r\n", 400},
  };
  for (const Row& row : rows) {
    INFO(row.headers);
    CHECK(refused(with(row.headers)) == row.status);
  }
  CHECK(refused(with(std::string("X: a\0b\r\n", 9))) == 400);
  CHECK(refused("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == 400);
}

TEST_CASE("a request line is a method, a target and a version that is spoken") {
  for (const char* line : {"GET /", "GET  HTTP/1.1", "GET / /b HTTP/1.1", " / HTTP/1.1", "G(T / HTTP/1.1",
                           "GET / http/1.1", "GET\t/ HTTP/1.1", "GET", "GET /\tb HTTP/1.1", "GET / HTTP"}) {
    INFO(line);
    CHECK(refused(std::string(line) + "\r\n\r\n") == 400);
  }
  CHECK(refused("GET / HTTP/2.0\r\n\r\n") == 505);
  CHECK(refused("GET / HTTP/1.1\n\n") == 400);
  CHECK(refused("GET / HTTP/1.1\r\n") == 400);
  CHECK(refused("") == 400);
}

TEST_CASE("heads have limits") {
  CHECK(refused("GET /" + std::string(8'193, 'a') + " HTTP/1.1\r\n\r\n") == 414);
  CHECK(refused(with("X: " + std::string(8'193, 'a') + "\r\n")) == 431);
  CHECK(refused(with("X: " + std::string(8'000, 'a') + "\r\n")) == 0);
  std::string many;
  for (int i = 0; i < 200; ++i) many += "X:1\r\n";
  CHECK(refused(with(many)) == 0);
  CHECK(refused(with(many + "X:1\r\n")) == 431);
}

TEST_CASE("a head's end is found, or that there will be none") {
  CHECK(head_size("GET / HTTP/1.1\r\nA: b\r\n\r\nrest") == 24);
  CHECK(head_size("GET / HTTP/1.1\n\nrest") == 16);
  CHECK(head_size("GET / HTTP/1.1\n\r\nrest") == 17);
  CHECK(head_size("GET / HTTP/1.1\r\nA: b\r\n\r") == 0);
  CHECK(head_size("") == 0);
  CHECK_FALSE(is_no_head(""));
  CHECK_FALSE(is_no_head("GET / HT"));
  CHECK_FALSE(is_no_head("GET / HTTP/1.1\r\nA: "));
  CHECK(is_no_head("GET /\r\n"));
  CHECK(is_no_head("\x16\x03\x01"));
  CHECK(is_no_head(std::string(1, '\0')));
  CHECK(is_no_head(std::string(9'000, 'a')));
}

}  // namespace
}  // namespace sightline

// `sightline serve` as users run it, against clients that mean it no good: the next one is served, and it ends when it
// is told to.

#include <catch2/catch.hpp>
#include <memory>

#include "fakes/raw_client.h"
#include "serve_process.h"

using namespace sightline::product_tests;
using sightline::fakes::RawClient;

namespace {

/// The committed fixtures, served to more clients than any of these tests has at a time.
struct Served {
  Scratch scratch;
  Serve server{scratch, example_fixtures(), {"--connections", "512"}};
  std::uint16_t port() const { return server.port(); }
  int end() { return server.end(); }
};

/// The first line of the answer to a good request of a new client.
std::string next_client(const Served& served) {
  RawClient client(served.port());
  client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string answer = client.answer();
  return answer.substr(0, answer.find("\r\n"));
}

constexpr const char* kServed = "HTTP/1.1 200 OK";
constexpr std::string_view kPost = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n";

}  // namespace

TEST_CASE("What is no HTTP does not stop the served fixtures") {
  Served served;
  const std::string post(kPost);
  for (const std::string& sent :
       {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), std::string(200'000, 'A'),
        std::string("GET\r\n\r\n"), std::string("GET / HTTP/9.9\r\n\r\n"),
        "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nX: " + std::string(200'000, 'x') + "\r\n\r\n", post + "Content-Length: -1\r\n\r\n{}",
        post + "Content-Length: 2\r\nContent-Length: 7\r\n\r\n{}",
        post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n", post + "Content-Length: 9\r\n\r\n{}"}) {
    CAPTURE(sent.substr(0, 80));
    RawClient client(served.port());
    client.send(sent);
    client.finish();
    const std::string answer = client.rest();
    CHECK((answer.empty() || answer.starts_with("HTTP/1.1 ")));
    CHECK(next_client(served) == kServed);
  }
  CHECK(served.end() == 0);
}

TEST_CASE("A request past the served size is refused, and the next one served") {
  Served served;
  RawClient announcing(served.port());
  announcing.send(std::string(kPost) + "Content-Length: 99999999999\r\n\r\n{");
  CHECK(announcing.answer().starts_with("HTTP/1.1 413 "));
  CHECK(next_client(served) == kServed);
  RawClient sending(served.port());
  sending.send(std::string(kPost) + "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "100000\r\n" + std::string(1u << 20, ' ') + "\r\n";
  for (int i = 0; i < 66; ++i) sending.send(chunk);
  CHECK(sending.answer().starts_with("HTTP/1.1 413 "));
  CHECK(next_client(served) == kServed);
  CHECK(served.end() == 0);
}

TEST_CASE("Clients that come and go by thousands do not stop the served fixtures") {
  Served served;
  for (int i = 0; i < 2'000; ++i) {
    RawClient client(served.port());
    if (i % 2 == 0) client.send(std::string(kPost) + "Content-Length: 100\r\n\r\n{\"model\"");
  }
  CHECK(next_client(served) == kServed);
  CHECK(served.end() == 0);
}

TEST_CASE("Clients that never end their requests keep nobody waiting, and the served fixtures not running") {
  Served served;
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 200; ++i) {
    slow.push_back(std::make_unique<RawClient>(served.port()));
    slow.back()->send(i % 2 == 0 ? "GET /healthz HT" : std::string(kPost) + "Content-Length: 50\r\n\r\n{");
  }
  CHECK(next_client(served) == kServed);
  CHECK(served.end() == 0);
}

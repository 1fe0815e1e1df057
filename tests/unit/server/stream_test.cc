#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "fakes/raw_client.h"
#include "server/pacer.h"
#include "server/server.h"

namespace sightline {
using namespace fakes;

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

ServerResponse streamed(std::string body, std::vector<TimedPiece> pieces) {
  ServerResponse response;
  response.headers = {{"content-type", "text/event-stream"}, {"x-note", "n"}};
  response.body = std::move(body);
  response.pieces = std::move(pieces);
  return response;
}

TEST_CASE("each piece of a stream is one chunk, empty ones none") {
  HttpServer server({}, [](ServerRequest&) { return streamed("aabbbc", {{2}, {2}, {5}, {6}}); });
  REQUIRE(server.start());
  RawClient client(server.port());
  for (int i = 0; i < 2; ++i) {
    client.send("GET / HTTP/1.1\r\n\r\n");
    const std::string answer = client.answer();
    CHECK(header_of(answer, "Content-Type") == "text/event-stream");
    CHECK(header_of(answer, "x-note") == "n");
    CHECK(header_of(answer, "Content-Length") == "none");
    CHECK(body_of(answer) == "2\r\naa\r\n3\r\nbbb\r\n1\r\nc\r\n0\r\n\r\n");
  }
}

TEST_CASE("timed streams of many clients come whole") {
  std::string body;
  std::vector<TimedPiece> pieces;
  for (int i = 0; i < 20; ++i) {
    body += "event " + std::to_string(i) + "\n";
    pieces.push_back({body.size(), microseconds(i * 200)});
  }
  HttpServer server({}, [&](ServerRequest&) {
    ServerResponse response = streamed(body, pieces);
    response.delay = microseconds(100);
    return response;
  });
  REQUIRE(server.start());
  std::atomic<int> whole = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 32; ++i) {
    clients.emplace_back([&] {
      RawClient client(server.port());
      client.send("GET / HTTP/1.1\r\n\r\n");
      if (unchunked(client.answer()) == body) ++whole;
    });
  }
  for (std::thread& client : clients) client.join();
  CHECK(whole == 32);
}

TEST_CASE("a large stream reaches a client that reads late") {
  const std::string body(8'000'000, 'x');
  HttpServer server({}, [&](ServerRequest&) {
    return streamed(body,
                    {{4'000'000, microseconds(0)}, {7'000'000, microseconds(50)}, {8'000'000, microseconds(100)}});
  });
  REQUIRE(server.start());
  RawClient slow(server.port());
  slow.send("GET / HTTP/1.1\r\n\r\n");
  RawClient quick(server.port());
  quick.send("GET / HTTP/1.1\r\n\r\n");
  CHECK(unchunked(quick.answer()) == body);
  CHECK(unchunked(slow.answer()) == body);
}

TEST_CASE("a client that takes nothing is given up") {
  const std::string body(30'000'000, 'x');
  HttpServer server({.write_timeout = milliseconds(30)}, [&](ServerRequest& request) {
    return request.path() == "/whole" ? ServerResponse{.body = body}
                                      : streamed(body, {{20'000'000, microseconds(0)}, {30'000'000, microseconds(1)}});
  });
  REQUIRE(server.start());
  for (const char* path : {"/whole", "/stream"}) {
    RawClient client(server.port());
    client.send(std::string("GET ") + path + " HTTP/1.1\r\n\r\n");
    // Another is served meanwhile, and the server's stop below does not hang.
    RawClient other(server.port());
    other.send("HEAD / HTTP/1.1\r\n\r\n");
    other.finish();
    CHECK(other.rest().starts_with("HTTP/1.1 200 OK"));
  }
}

TEST_CASE("a stop cuts streams and waits that go on") {
  HttpServer server({}, [](ServerRequest& request) {
    ServerResponse response = streamed("ab", {{1, microseconds(0)}, {2, std::chrono::hours(1)}});
    if (request.path() == "/late") response.delay = std::chrono::hours(1);
    return response;
  });
  REQUIRE(server.start());
  RawClient streaming(server.port());
  streaming.send("GET / HTTP/1.1\r\n\r\n");
  RawClient waiting(server.port());
  waiting.send("GET /late HTTP/1.1\r\n\r\n");
  std::string begun;
  std::thread reader([&] { begun = streaming.rest(); });
  server.stop();
  reader.join();
  waiting.rest();
  CHECK(begun.find("\r\n0\r\n") == std::string::npos);
}

/// Notes when it is called, in a list that it shares.
class Noted final : public PacedWork {
 public:
  Noted(char name, std::vector<int> dues, Instant start, std::string& log)
      : name_(name), dues_(std::move(dues)), start_(start), log_(log) {}
  std::optional<Instant> due() const override {
    if (next_ == dues_.size()) return std::nullopt;
    return start_ + milliseconds(dues_[next_]);
  }
  bool step(Instant now) override {
    on_time = on_time && now >= *due();
    ++next_;
    log_ += name_;
    return log_.size() < 12;
  }
  bool on_time = true;

 private:
  char name_;
  std::vector<int> dues_;
  Instant start_;
  std::string& log_;
  std::size_t next_ = 0;
};

TEST_CASE("steps are done in their order, and none before its time") {
  Pacer pacer;
  std::string first;
  std::string second;
  const auto start = std::chrono::steady_clock::now();
  Noted a('a', {-1, 2, 4}, start, first);
  Noted b('b', {1, 1, 3, 5}, start, second);
  bool well = false;
  std::thread other([&] { well = pacer.play(b); });
  CHECK(pacer.play(a));
  other.join();
  CHECK(well);
  CHECK(first == "aaa");
  CHECK(second == "bbbb");
  CHECK(a.on_time);
  CHECK(b.on_time);
}

TEST_CASE("work that cannot go on ends, and so does all when the pacer stops") {
  Pacer pacer;
  std::string log = "eleven byte";
  Noted breaking('x', {-2, -1}, std::chrono::steady_clock::now(), log);
  CHECK_FALSE(pacer.play(breaking));
  CHECK(log == "eleven bytex");
  std::string later;
  Noted never('n', {3'600'000}, std::chrono::steady_clock::now(), later);
  bool well = true;
  std::thread waiting([&] { well = pacer.play(never); });
  pacer.stop();
  waiting.join();
  CHECK_FALSE(well);
  CHECK_FALSE(pacer.play(never));
  CHECK(later.empty());
}

}  // namespace
}  // namespace sightline

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "fakes/raw_client.h"
#include "server/server.h"

namespace sightline {
using namespace fakes;

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Clock = std::chrono::steady_clock;

constexpr const char* kHealth = "GET /healthz HTTP/1.1\r\n\r\n";
constexpr std::size_t kMuch = 100'000;

/// Gives its bytes, then nothing more, and never ends.
class Silent final : public BodySource {
 public:
  explicit Silent(std::string bytes) : bytes_(std::move(bytes)) {}
  Next next(std::string& piece) override {
    std::this_thread::sleep_for(milliseconds(1));
    piece.swap(bytes_);
    bytes_.clear();
    return Next::piece;
  }

 private:
  std::string bytes_;
};

/// "/late": nothing for an hour. "/stall": `sent` bytes, then nothing for an hour. "/silent": the same, drawn.
ServerResponse slow(std::string_view path, std::size_t sent) {
  ServerResponse response;
  response.body = std::string(sent, 'x');
  if (path == "/late") response.delay = hours(1);
  if (path == "/stall") response.pieces = {{sent, milliseconds(0)}, {sent, hours(1)}};
  if (path == "/silent") response.source = std::make_shared<Silent>(response.body);
  return response;
}

/// A server of few connections that counts its requests.
class SlowServer {
 public:
  explicit SlowServer(std::size_t sent = 1)
      : server_({.connections = 8}, [this, sent](ServerRequest& request) {
          asked_ += 1;
          return slow(request.path(), sent);
        }) {
    if (!server_.start()) throw std::runtime_error("no server");
  }
  bool was_asked(int times) const {
    for (const auto end = Clock::now() + seconds(20); asked_ < times && Clock::now() < end;) {
      std::this_thread::yield();
    }
    return asked_ == times;
  }
  HttpServer* operator->() { return &server_; }

 private:
  std::atomic<int> asked_ = 0;
  HttpServer server_;
};

std::vector<std::unique_ptr<RawClient>> take_all(SlowServer& server, const std::string& path) {
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
    clients.back()->send("GET " + path + " HTTP/1.1\r\n\r\n");
  }
  return clients;
}

TEST_CASE("answers that wait for clients that have gone make room for others") {
  for (const char* path : {"/late", "/stall", "/silent"}) {
    CAPTURE(path);
    SlowServer server;
    auto clients = take_all(server, path);
    REQUIRE(server.was_asked(8));
    clients.clear();
    RawClient next(server->port());
    next.send(kHealth);
    CHECK(next.answer().starts_with("HTTP/1.1 200 OK"));
  }
}

TEST_CASE("clients that go while others wait for room make it, for all of them") {
  for (const char* path : {"/late", "/silent"}) {
    CAPTURE(path);
    SlowServer server;
    auto clients = take_all(server, path);
    REQUIRE(server.was_asked(8));
    std::vector<std::unique_ptr<RawClient>> waiting;
    for (int i = 0; i < 8; ++i) {
      waiting.push_back(std::make_unique<RawClient>(server->port()));
      waiting.back()->send(kHealth);
    }
    clients.clear();
    for (const auto& client : waiting) CHECK(client->answer().starts_with("HTTP/1.1 200 OK"));
  }
}

TEST_CASE("an answer that waits ends with its client's reset") {
  for (const char* path : {"/late", "/stall", "/silent"}) {
    CAPTURE(path);
    SlowServer server(kMuch);
    {
      RawClient client(server->port());
      client.send(kHealth + ("GET " + std::string(path) + " HTTP/1.1\r\n\r\n"));
      REQUIRE(server.was_asked(2));
      client.until("\r\n\r\n");
      // What it has not read makes its close a reset.
    }
    const auto begin = Clock::now();
    server->drain(seconds(30));
    CHECK(Clock::now() - begin < seconds(15));
  }
}

TEST_CASE("a client that has only ended its sending side still gets its answer when its time comes") {
  HttpServer server({}, [](ServerRequest& request) {
    ServerResponse response;
    response.body = "now, late";
    // Longer than it takes until it is looked for clients that have gone.
    constexpr milliseconds kLate{1'300};
    if (request.path() == "/late") response.delay = kLate;
    if (request.path() == "/stream") response.pieces = {{5, milliseconds(0)}, {9, kLate}};
    return response;
  });
  REQUIRE(server.start());
  RawClient late(server.port());
  RawClient stream(server.port());
  late.send("GET /late HTTP/1.1\r\n\r\n");
  stream.send("GET /stream HTTP/1.1\r\n\r\n");
  for (RawClient* client : {&late, &stream}) client->finish();
  CHECK(body_of(late.rest()) == "now, late");
  CHECK(unchunked(stream.rest()) == "now, late");
}

}  // namespace
}  // namespace sightline

#include <catch2/catch.hpp>
#include <mutex>
#include <stdexcept>

#include "fakes/raw_client.h"
#include "server/server.h"

namespace sightline {
using namespace fakes;

namespace {

/// Gives a piece, then throws.
class Throwing final : public BodySource {
 public:
  Next next(std::string& piece) override {
    if (given_) throw std::runtime_error("no more");
    given_ = true;
    piece = "one";
    return Next::piece;
  }

 private:
  bool given_ = false;
};

ServerResponse answer(ServerRequest& request) {
  if (request.path() == "/throw") throw std::runtime_error("a fault of the handler");
  if (request.path() == "/odd") throw 7;
  ServerResponse response;
  if (request.path() == "/source") response.source = std::make_shared<Throwing>();
  response.body = "fine";
  return response;
}

/// What was told of exceptions.
struct Told {
  std::mutex mutex;
  std::vector<std::string> whats;
  ServerOptions options() {
    ServerOptions options;
    options.on_handler_exception = [this](std::string_view what) {
      const std::lock_guard lock(mutex);
      whats.emplace_back(what);
    };
    return options;
  }
};

TEST_CASE("a handler that throws is answered for with 500, told of, and followed by the next request") {
  Told told;
  HttpServer server(told.options(), answer);
  REQUIRE(server.start());
  for (const char* path : {"/throw", "/odd"}) {
    RawClient client(server.port());
    client.send(std::string("POST ") + path + " HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody");
    // To the connection's end.
    const std::string seen = client.rest();
    CHECK(seen.starts_with("HTTP/1.1 500 "));
    CHECK(header_of(seen, "Content-Type") == "text/plain; charset=utf-8");
    CHECK(header_of(seen, "Connection") == "close");
    CHECK(body_of(seen) == "internal error\n");
  }
  RawClient next(server.port());
  next.send("GET / HTTP/1.1\r\n\r\n");
  CHECK(body_of(next.answer()) == "fine");
  server.stop();
  CHECK(told.whats == std::vector<std::string>{"a fault of the handler", "something that is no std::exception"});
}

TEST_CASE("a body whose source throws breaks off") {
  Told told;
  HttpServer server(told.options(), answer);
  REQUIRE(server.start());
  RawClient client(server.port());
  client.send("GET /source HTTP/1.1\r\n\r\n");
  CHECK(body_of(client.rest()) == "3\r\none\r\n");
  server.stop();
  CHECK(told.whats == std::vector<std::string>{"no more"});
}

TEST_CASE("a handler may throw where nobody wants to be told") {
  HttpServer server({}, answer);
  REQUIRE(server.start());
  RawClient client(server.port());
  client.send("GET /throw HTTP/1.1\r\n\r\n");
  CHECK(client.rest().starts_with("HTTP/1.1 500 "));
}

}  // namespace
}  // namespace sightline

#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "fakes/raw_client.h"
#include "server/server.h"

namespace sightline {
using namespace fakes;

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// A stream whose second piece comes `later`.
ServerResponse two_pieces(microseconds later) {
  ServerResponse response;
  response.body = "ab";
  response.pieces = {{1, microseconds(0)}, {2, later}};
  return response;
}

TEST_CASE("a drain lets streams come to their end, and nobody else in") {
  HttpServer server({}, [](ServerRequest&) { return two_pieces(milliseconds(200)); });
  REQUIRE(server.start());
  RawClient idle(server.port());
  idle.send("HEAD / HTTP/1.1\r\n\r\n");
  idle.until("\r\n\r\n");
  RawClient streaming(server.port());
  streaming.send("GET / HTTP/1.1\r\n\r\n");
  CHECK(streaming.until("a\r\n").ends_with("1\r\na\r\n"));
  server.drain(seconds(20));
  CHECK(streaming.rest() == "1\r\nb\r\n0\r\n\r\n");
  CHECK(idle.rest().empty());
  CHECK_THROWS(RawClient(server.port()));
}

TEST_CASE("an answer that is made while the server drains says that the connection ends") {
  std::promise<void> asked;
  std::promise<void> draining;
  HttpServer server({}, [&](ServerRequest&) {
    asked.set_value();
    draining.get_future().wait();
    return ServerResponse{.body = "done"};
  });
  REQUIRE(server.start());
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\n\r\n");
  asked.get_future().wait();
  std::thread drain([&] { server.drain(seconds(20)); });
  // The drain has begun where nobody can connect any more.
  for (bool refused = false; !refused;) {
    try {
      RawClient late(server.port());
    } catch (const std::runtime_error&) {
      refused = true;
    }
  }
  draining.set_value();
  const std::string answer = client.rest();
  drain.join();
  CHECK(body_of(answer) == "done");
  CHECK(header_of(answer, "Connection") == "close");
}

TEST_CASE("a drain ends at its limit, or with a stop") {
  const auto begun = [](HttpServer& server, RawClient& client) {
    client.send("GET / HTTP/1.1\r\n\r\n");
    return client.until("a\r\n").ends_with("1\r\na\r\n") && server.port() != 0;
  };
  const auto endless = [](ServerRequest&) { return two_pieces(std::chrono::hours(1)); };
  HttpServer limited({}, endless);
  REQUIRE(limited.start());
  RawClient first(limited.port());
  REQUIRE(begun(limited, first));
  limited.drain(milliseconds(10));
  CHECK(first.rest().empty());

  HttpServer stopped({}, endless);
  REQUIRE(stopped.start());
  RawClient second(stopped.port());
  REQUIRE(begun(stopped, second));
  std::thread drain([&] { stopped.drain(std::chrono::hours(1)); });
  stopped.stop();
  drain.join();
  CHECK(second.rest().empty());
}

TEST_CASE("a server that was never started drains at once") {
  HttpServer server({}, [](ServerRequest&) { return ServerResponse{}; });
  server.drain(seconds(20));
  CHECK(server.port() == 0);
}

}  // namespace
}  // namespace sightline

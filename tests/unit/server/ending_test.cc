#include <atomic>
#include <catch2/catch.hpp>
#include <deque>
#include <map>
#include <mutex>

#include "fakes/raw_client.h"
#include "server/server.h"

namespace sightline {
using namespace fakes;

namespace {

using std::chrono::microseconds;

/// What a client sees of one answer, until its end.
struct Seen {
  std::string bytes;
  bool was_reset = false;
};

Seen see(const ServerResponse& response, const std::string& request = "GET / HTTP/1.1\r\n\r\n") {
  HttpServer server({}, [&](ServerRequest&) { return response; });
  if (!server.start()) throw std::runtime_error("no server");
  RawClient client(server.port());
  client.send(request);
  std::string bytes = client.rest();
  return {std::move(bytes), client.was_reset()};
}

ServerResponse ended(Ending ending, std::string body) {
  ServerResponse response;
  response.headers = {{"Content-Type", "text/plain"}};
  response.body = std::move(body);
  response.ending = ending;
  return response;
}

TEST_CASE("a plain body that is cut is short of its length") {
  const Seen seen = see(ended(Ending::cut, "half"));
  CHECK(header_of(seen.bytes, "Content-Length") == "5");
  CHECK(header_of(seen.bytes, "Content-Type") == "text/plain");
  CHECK(body_of(seen.bytes) == "half");
  CHECK_FALSE(seen.was_reset);
  ServerResponse longer = ended(Ending::cut, "half");
  longer.announced_length = 1'000;
  CHECK(header_of(see(longer).bytes, "Content-Length") == "1000");
}

TEST_CASE("a plain body that is reset arrives before the reset") {
  const std::string body(300'000, 'x');
  const Seen seen = see(ended(Ending::reset, body));
  CHECK(header_of(seen.bytes, "Content-Length") == "300001");
  CHECK((body_of(seen.bytes) == body));
  CHECK(seen.was_reset);
}

TEST_CASE("a stream is broken off after its pieces") {
  for (const Ending ending : {Ending::cut, Ending::reset}) {
    ServerResponse response = ended(ending, "aabbb");
    response.pieces = {{2, microseconds(0)}, {5, microseconds(300)}};
    const Seen seen = see(response);
    CHECK(header_of(seen.bytes, "Transfer-Encoding") == "chunked");
    CHECK(body_of(seen.bytes) == "2\r\naa\r\n3\r\nbbb\r\n");
    CHECK(seen.was_reset == (ending == Ending::reset));
  }
}

TEST_CASE("a connection ends without a byte of an answer") {
  for (const Ending ending : {Ending::whole, Ending::cut, Ending::reset}) {
    ServerResponse response = ended(ending, "");
    response.no_head = true;
    const Seen seen = see(response, "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    CHECK(seen.bytes.empty());
    CHECK(seen.was_reset == (ending == Ending::reset));
  }
}

/// Gives what it holds, then ends as it was told.
class Scripted final : public BodySource {
 public:
  Scripted(std::deque<std::string> pieces, Next last) : pieces_(std::move(pieces)), last_(last) {}
  Next next(std::string& piece) override {
    if (pieces_.empty()) return last_;
    piece = std::move(pieces_.front());
    pieces_.pop_front();
    return Next::piece;
  }

 private:
  std::deque<std::string> pieces_;
  Next last_;
};

ServerResponse drawn(BodySource::Next last) {
  ServerResponse response = ended(Ending::whole, "not sent");
  response.source = std::make_shared<Scripted>(std::deque<std::string>{"one", "", "three"}, last);
  return response;
}

TEST_CASE("a body is drawn piece by piece, and its end is its source's") {
  HttpServer server({}, [](ServerRequest&) { return drawn(BodySource::Next::end); });
  REQUIRE(server.start());
  RawClient client(server.port());
  for (int i = 0; i < 2; ++i) {
    client.send("GET / HTTP/1.1\r\n\r\n");
    CHECK(body_of(client.answer()) == "3\r\none\r\n5\r\nthree\r\n0\r\n\r\n");
  }
  const Seen cut = see(drawn(BodySource::Next::cut));
  CHECK(body_of(cut.bytes) == "3\r\none\r\n5\r\nthree\r\n");
  CHECK_FALSE(cut.was_reset);
}

/// Gives a piece for each call of grant().
class Granted final : public BodySource {
 public:
  void grant() { granted_ = true; }
  Next next(std::string& piece) override {
    asked = true;
    if (granted_.exchange(false)) piece = "x";
    return Next::piece;
  }
  std::atomic<bool> asked = false;

 private:
  std::atomic<bool> granted_ = false;
};

TEST_CASE("each drawn piece reaches the client before the next is there, and a stop ends the drawing") {
  const auto source = std::make_shared<Granted>();
  HttpServer server({}, [&](ServerRequest&) {
    ServerResponse response;
    response.source = source;
    return response;
  });
  REQUIRE(server.start());
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\n\r\n");
  CHECK(client.until("\r\n\r\n").starts_with("HTTP/1.1 200 OK"));
  for (int i = 0; i < 3; ++i) {
    source->grant();
    CHECK(client.until("1\r\nx\r\n") == "1\r\nx\r\n");
  }
  server.stop();
  CHECK(client.rest().empty());
  CHECK(source->asked);
}

TEST_CASE("the target and all headers are the handler's to see") {
  std::string target;
  std::vector<Header> headers;
  HttpServer server({}, [&](ServerRequest& request) {
    target = request.target();
    headers = request.headers();
    return ServerResponse{};
  });
  REQUIRE(server.start());
  RawClient client(server.port());
  client.send(
      "GET /a%20b?q=%41&r HTTP/1.1\r\nContent-Type: t\r\nAccept-Encoding: gzip\r\nRange: bytes=0-1\r\nX-A: 1\r\n"
      "x-a: 2\r\n\r\n");
  client.answer();
  CHECK(target == "/a%20b?q=%41&r");
  std::multimap<std::string, std::string> all;
  for (const Header& header : headers) all.emplace(header.name, header.value);
  CHECK(all ==
        std::multimap<std::string, std::string>{
            {"Content-Type", "t"}, {"Accept-Encoding", "gzip"}, {"Range", "bytes=0-1"}, {"X-A", "1"}, {"x-a", "2"}});
}

TEST_CASE("the lateness of each piece that waits for its time is told") {
  std::mutex mutex;
  std::vector<microseconds> told;
  ServerOptions options;
  options.on_paced_send = [&](microseconds late) {
    const std::lock_guard lock(mutex);
    told.push_back(late);
  };
  ServerResponse response = ended(Ending::whole, "abc");
  response.pieces = {{1, microseconds(0)}, {2, microseconds(20'000)}, {3, microseconds(21'000)}};
  HttpServer server(options, [&](ServerRequest&) { return response; });
  REQUIRE(server.start());
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\n\r\n");
  CHECK(unchunked(client.answer()) == "abc");
  server.stop();
  CHECK(told.size() == 2);
  for (const microseconds late : told) CHECK(late.count() >= 0);
}

}  // namespace
}  // namespace sightline

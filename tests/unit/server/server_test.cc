#include "server/server.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "fakes/raw_client.h"

namespace sightline {
using namespace fakes;

namespace {

/// Says what came: method, path, a header, and the body's end and bytes.
ServerResponse echo(ServerRequest& request) {
  std::string body;
  const auto end = request.read_body([&](std::string_view piece) {
    body += piece;
    return true;
  });
  ServerResponse response;
  response.headers = {{"Content-Type", "text/plain"}};
  response.body = std::string(request.method()) + " " + std::string(request.path()) + " [" +
                  std::string(request.header("X-Note")) + "] [" + std::string(request.header("content-Type")) + "] " +
                  std::to_string(static_cast<int>(end)) + " " + body;
  return response;
}

class Serving {
 public:
  explicit Serving(HttpServer::Handler handler, ServerOptions options = {}) : server(options, std::move(handler)) {
    const auto started = server.start();
    if (!started) throw std::runtime_error(render(started.error()));
  }
  HttpServer server;
};

std::string post(const std::string& path, const std::string& body, const std::string& headers = "") {
  return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

TEST_CASE("a request reaches its handler and the answer its client") {
  const Serving serving(echo);
  RawClient client(serving.server.port());
  client.send(post("/v1/a%20b?q=1", "hello", "x-note: n\r\nContent-Type: text/css\r\n"));
  const std::string answer = client.answer();
  CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(header_of(answer, "Content-Type") == "text/plain");
  CHECK(body_of(answer) == "POST /v1/a b [n] [text/css] 0 hello");
}

TEST_CASE("answers say the same of themselves, whatever their status") {
  for (const std::string type : {"application/json", "none", ""}) {
    CAPTURE(type);
    const bool has_type = type != "none";
    int status = 200;
    const Serving serving([&](ServerRequest& /*request*/) {
      ServerResponse response;
      response.status = status;
      response.headers = {{"x-note", "n"}};
      if (has_type) response.headers.push_back({"content-type", type});
      response.body = "{}";
      return response;
    });
    RawClient client(serving.server.port());
    std::string of_200;
    for (const int each : {200, 201}) {
      status = each;
      client.send("GET /x HTTP/1.1\r\n\r\n");
      const std::string answer = client.answer();
      CHECK(answer.starts_with("HTTP/1.1 " + std::to_string(each) + " "));
      CHECK(header_of(answer, "Content-Type") == (type == "application/json" ? type : "text/plain"));
      CHECK(header_of(answer, "Content-Length") == "2");
      CHECK(header_of(answer, "Keep-Alive") == "timeout=60, max=1000000");
      CHECK(header_of(answer, "x-note") == "n");
      CHECK(header_of(answer, "Connection") == "none");
      CHECK(body_of(answer) == "{}");
      if (each == 200) of_200 = answer;
      CHECK(std::ranges::count(answer, '\n') == std::ranges::count(of_200, '\n'));
    }
  }
}

TEST_CASE("every method is the handler's to judge") {
  const Serving serving(echo);
  RawClient client(serving.server.port());
  for (const char* method : {"GET", "OPTIONS", "DELETE", "PUT", "PATCH"}) {
    client.send(std::string(method) + " /x HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    CHECK(body_of(client.answer()) == std::string(method) + " /x [] [] 0 ");
  }
  client.send("HEAD /x HTTP/1.1\r\n\r\nGET /y HTTP/1.1\r\n\r\n");
  client.finish();
  const std::string rest = client.rest();
  CHECK(rest.find("HEAD") == std::string::npos);
  CHECK(rest.ends_with("GET /y [] [] 0 "));
}

TEST_CASE("requests that arrive together are answered one after the other") {
  const Serving serving(echo);
  RawClient client(serving.server.port());
  client.send(post("/1", "a") + post("/2", "b") + "GET /3 HTTP/1.1\r\n\r\n");
  CHECK(body_of(client.answer()) == "POST /1 [] [] 0 a");
  CHECK(body_of(client.answer()) == "POST /2 [] [] 0 b");
  CHECK(body_of(client.answer()) == "GET /3 [] [] 0 ");
}

TEST_CASE("bodies in chunks, of forms, and byte by byte arrive as they are") {
  const Serving serving(echo);
  RawClient client(serving.server.port());
  client.send("POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  CHECK(body_of(client.answer()) == "POST /c [] [] 0 abcde");
  const std::string form(20'000, 'f');
  client.send(post("/f", form, "Content-Type: application/x-www-form-urlencoded\r\n"));
  CHECK(body_of(client.answer()) == "POST /f [] [application/x-www-form-urlencoded] 0 " + form);
  client.send(post("/m", "--b\r\n\r\n", "Content-Type: multipart/form-data; boundary=b\r\n"));
  CHECK(body_of(client.answer()) == "POST /m [] [multipart/form-data; boundary=b] 0 --b\r\n\r\n");
  for (const char c : post("/s", "slow")) client.send({&c, 1});
  CHECK(body_of(client.answer()) == "POST /s [] [] 0 slow");
}

TEST_CASE("a client that waits for permission to send gets it at once") {
  const Serving serving(echo);
  RawClient client(serving.server.port());
  client.send("POST /e HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  CHECK(client.answer() == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ok");
  CHECK(body_of(client.answer()) == "POST /e [] [] 0 ok");
}

TEST_CASE("a request that announces no body has none") {
  const Serving serving(echo);
  RawClient client(serving.server.port());
  client.send("POST /n HTTP/1.1\r\n\r\n");
  CHECK(body_of(client.answer()) == "POST /n [] [] 0 ");
}

TEST_CASE("answers are neither compressed nor cut, whatever the client takes") {
  const Serving serving(echo);
  RawClient client(serving.server.port());
  client.send("GET /z HTTP/1.1\r\nAccept-Encoding: gzip, br\r\nRange: bytes=0-1\r\n\r\n");
  const std::string answer = client.answer();
  CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(header_of(answer, "Content-Encoding") == "none");
  CHECK(body_of(answer) == "GET /z [] [] 0 ");
}

TEST_CASE("a body past the limit is refused, and the connection ends after the answer") {
  const Serving serving(echo, {.max_body = 10});
  for (const std::string& request :
       {post("/l", std::string(11, 'x')),
        std::string("POST /l HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n") + std::string(11, 'x') +
            "\r\n0\r\n\r\n",
        std::string("POST /l HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n")}) {
    RawClient client(serving.server.port());
    client.send(request);
    client.finish();
    const std::string answer = client.rest();
    CHECK(header_of(answer, "Connection") == "close");
    CHECK(body_of(answer).starts_with("POST /l [] [] 1 "));
  }
  RawClient next(serving.server.port());
  next.send(post("/l", "0123456789"));
  CHECK(body_of(next.answer()) == "POST /l [] [] 0 0123456789");
}

TEST_CASE("a large upload that is refused still reads its answer") {
  const Serving serving(echo, {.max_body = 10});
  RawClient client(serving.server.port());
  client.send(post("/l", std::string(2'000'000, 'x')));
  CHECK(header_of(client.rest(), "Connection") == "close");
}

TEST_CASE("a handler that stops reading ends the connection, not the server") {
  const Serving serving([](ServerRequest& request) {
    const auto end = request.read_body([](std::string_view) { return false; });
    ServerResponse response;
    response.status = 400;
    response.body = std::to_string(static_cast<int>(end));
    return response;
  });
  for (int i = 0; i < 3; ++i) {
    RawClient client(serving.server.port());
    client.send(post("/", "body"));
    const std::string answer = client.rest();
    CHECK(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"));
    CHECK(body_of(answer) == "3");
  }
}

TEST_CASE("what is no HTTP is answered 400 and harms nobody") {
  const Serving serving(echo);
  const std::string long_line = "GET /" + std::string(10'000, 'a') + " HTTP/1.1\r\n\r\n";
  const std::string long_header = "GET / HTTP/1.1\r\nX: " + std::string(10'000, 'a') + "\r\n\r\n";
  for (const std::string& request :
       {std::string("nonsense\r\n\r\n"), std::string("GET / HTTP/3\r\n\r\n"), std::string(5'000, '\0'),
        std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), long_line, long_header,
        std::string("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")}) {
    RawClient client(serving.server.port());
    client.send(request);
    client.finish();
    client.rest();
  }
  RawClient client(serving.server.port());
  client.send("GARBAGE\r\n\r\n");
  CHECK(client.rest().starts_with("HTTP/1.1 400 Bad Request\r\n"));
  RawClient next(serving.server.port());
  next.send("GET / HTTP/1.1\r\n\r\n");
  CHECK(body_of(next.answer()) == "GET / [] [] 0 ");
}

TEST_CASE("a client that stalls within a request is given up") {
  const Serving serving(echo, {.read_timeout = std::chrono::milliseconds(1)});
  RawClient head(serving.server.port());
  head.send("GET / HT");
  head.rest();
  RawClient body(serving.server.port());
  body.send("POST /s HTTP/1.1\r\nContent-Length: 5\r\n\r\nab");
  CHECK(body_of(body.rest()) == "POST /s [] [] 2 ab");
}

TEST_CASE("an address that cannot be had is an error") {
  const Serving first(echo);
  HttpServer second({.port = first.server.port()}, echo);
  const auto started = second.start();
  REQUIRE_FALSE(started);
  CHECK(started.error()[0].message == "cannot listen on 127.0.0.1:" + std::to_string(first.server.port()) +
                                          ": Address already in use; take another port, or 0 for any that is free");
  HttpServer elsewhere({.address = "192.0.2.7", .port = 80}, echo);
  const auto refused = elsewhere.start();
  REQUIRE_FALSE(refused);
  CHECK(refused.error()[0].message ==
        "cannot listen on 192.0.2.7:80: Cannot assign requested address; take an address of this machine, such as "
        "127.0.0.1");
}

TEST_CASE("a server stops while clients are idle, and need not have been started") {
  HttpServer never({}, echo);
  never.stop();
  Serving serving(echo);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 10; ++i) {
    clients.push_back(std::make_unique<RawClient>(serving.server.port()));
    clients.back()->send("GET / HTTP/1.1\r\n\r\n");
    clients.back()->answer();
  }
  serving.server.stop();
  for (const auto& client : clients) CHECK(client->rest().empty());
  serving.server.stop();
}

TEST_CASE("connections past the limit take the place of idle ones") {
  const Serving serving(echo, {.connections = 2});
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<RawClient>(serving.server.port()));
    clients.back()->send("GET /" + std::to_string(i) + " HTTP/1.1\r\n\r\n");
    CHECK(body_of(clients.back()->answer()) == "GET /" + std::to_string(i) + " [] [] 0 ");
  }
}

TEST_CASE("many clients at once are all answered") {
  const Serving serving(echo);
  std::atomic<int> answered = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 64; ++i) {
    clients.emplace_back([&, i] {
      RawClient client(serving.server.port());
      for (int k = 0; k < 10; ++k) {
        const std::string body = std::to_string(i * 10 + k);
        client.send(post("/p", body));
        if (body_of(client.answer()) == "POST /p [] [] 0 " + body) ++answered;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  CHECK(answered == 640);
}

}  // namespace
}  // namespace sightline

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <thread>

#include "fakes/raw_client.h"
#include "server/server.h"

namespace sightline {
using namespace fakes;

namespace {

using std::chrono::milliseconds;

/// Reads the body, and answers as a server must: 413, 400 or 200 with the body's size.
ServerResponse measure(ServerRequest& request) {
  std::size_t size = 0;
  const auto end = request.read_body([&](std::string_view piece) {
    size += piece.size();
    return true;
  });
  ServerResponse response;
  if (end == ServerRequest::BodyEnd::too_large) response.status = 413;
  if (end == ServerRequest::BodyEnd::broken) response.status = 400;
  response.body = std::to_string(size);
  return response;
}

std::string first_line(const std::string& answer) {
  return answer.substr(0, answer.find("\r\n"));
}

/// True where a client that knows how to ask is answered.
bool serves(std::uint16_t port) {
  RawClient client(port);
  client.send("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
  return body_of(client.answer()) == "3";
}

/// What a server says to `bytes` until it ends the connection.
std::string said_to(std::uint16_t port, const std::string& bytes) {
  RawClient client(port);
  client.send(bytes);
  return client.rest();
}

TEST_CASE("what is no request is refused at once, and the connection ended") {
  HttpServer server({}, measure);
  REQUIRE(server.start());
  const std::string many = [] {
    std::string headers;
    for (int i = 0; i < 10'000; ++i) headers += "X:1\r\n";
    return headers;
  }();
  const std::string chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::pair<std::string, std::string> rows[] = {
      {"GARBAGE\r\n\r\n", "HTTP/1.1 400 Bad Request"},
      {"GET / HTTP/1.1\n\n", "HTTP/1.1 400 Bad Request"},
      {"GET /\r\n", "HTTP/1.1 400 Bad Request"},
      {std::string(64, '\0'), "HTTP/1.1 400 Bad Request"},
      {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), "HTTP/1.1 400 Bad Request"},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/1.1 505 HTTP Version Not Supported"},
      {"GET /" + std::string(40'000, 'a'), "HTTP/1.1 414 URI Too Long"},
      {"GET / HTTP/1.1\r\nX: " + std::string(40'000, 'a'), "HTTP/1.1 431 Request Header Fields Too Large"},
      {"GET / HTTP/1.1\r\n" + many + "\r\n", "HTTP/1.1 431 Request Header Fields Too Large"},
      {"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", "HTTP/1.1 400 Bad Request"},
      {"POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /in HTTP/1.1\r\n\r\n",
       "HTTP/1.1 400 Bad Request"},
      {"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", "HTTP/1.1 413 Payload Too Large"},
      {chunked + "zz\r\nabc", "HTTP/1.1 400 Bad Request"},
      {chunked + "-3\r\nabc\r\n0\r\n\r\n", "HTTP/1.1 400 Bad Request"},
      {chunked + "0x3\r\nabc\r\n0\r\n\r\n", "HTTP/1.1 400 Bad Request"},
      {chunked + "\r\nabc\r\n0\r\n\r\n", "HTTP/1.1 400 Bad Request"},
      {chunked + "3\r\nabcd\r\n0\r\n\r\n", "HTTP/1.1 400 Bad Request"},
      {chunked + "3\nabc\n0\n\n", "HTTP/1.1 400 Bad Request"},
      {chunked + "fffffffffffffffff\r\nabc", "HTTP/1.1 400 Bad Request"},
      {chunked + "ffffffffffffffff\r\nabc", "HTTP/1.1 413 Payload Too Large"},
      {chunked + std::string(2'000, '1') + "\r\n", "HTTP/1.1 400 Bad Request"},
  };
  for (const auto& [bytes, expected] : rows) {
    INFO(bytes.substr(0, 100));
    const std::string said = said_to(server.port(), bytes);
    CHECK(first_line(said) == expected);
    CHECK(header_of(said, "Connection") == "close");
    CHECK(said.find("\nHTTP/1.1 ") == std::string::npos);
  }
  CHECK(serves(server.port()));
}

TEST_CASE("chunks with extensions and a trailer are taken") {
  HttpServer server({}, measure);
  REQUIRE(server.start());
  RawClient client(server.port());
  client.send(
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0A\r\n0123456789\r\n0\r\nX: y\r\n\r\n");
  CHECK(body_of(client.answer()) == "13");
  client.send("\r\nGET / HTTP/1.1\r\n\r\n");
  CHECK(body_of(client.answer()) == "0");
}

TEST_CASE("a body over the limit gets its 413, and the next client its answer") {
  HttpServer server({.max_body = 1'000}, measure);
  REQUIRE(server.start());
  for (const std::string& request :
       {"POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n" + std::string(1'001, 'x'),
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1'001, 'x') + "\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + std::string(1'000, 'x') +
            "\r\n1\r\nx\r\n0\r\n\r\n"}) {
    CHECK(first_line(said_to(server.port(), request)) == "HTTP/1.1 413 Payload Too Large");
    CHECK(serves(server.port()));
  }
}

TEST_CASE("a head that does not come in time is given up, however steadily it comes") {
  HttpServer server({.head_timeout = milliseconds(50)}, measure);
  REQUIRE(server.start());
  CHECK(first_line(said_to(server.port(), "GET / HTTP/1.1\r\nX: ")) == "HTTP/1.1 408 Request Timeout");
  RawClient steady(server.port());
  steady.send("GET / HTTP/1.1\r\nX: ");
  std::atomic<bool> ended = false;
  std::thread dripping([&] {
    while (!ended) {
      steady.send("a");
      std::this_thread::sleep_for(milliseconds(1));
    }
  });
  const std::string said = steady.rest();
  ended = true;
  dripping.join();
  CHECK(first_line(said) == "HTTP/1.1 408 Request Timeout");
  CHECK(serves(server.port()));
}

TEST_CASE("a body that only drips is given up") {
  HttpServer server({.min_body_rate = 1'000'000, .body_grace = milliseconds(20)}, measure);
  REQUIRE(server.start());
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n");
  std::atomic<bool> ended = false;
  std::thread dripping([&] {
    while (!ended) {
      client.send("a");
      std::this_thread::sleep_for(milliseconds(1));
    }
  });
  const std::string said = client.rest();
  ended = true;
  dripping.join();
  CHECK(first_line(said) == "HTTP/1.1 400 Bad Request");
  CHECK(serves(server.port()));
}

std::size_t open_files() {
  std::size_t count = 0;
  DIR* folder = ::opendir("/proc/self/fd");
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

bool comes_true(const std::function<bool()>& condition) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > limit) return false;
    std::this_thread::sleep_for(milliseconds(2));
  }
  return true;
}

TEST_CASE("thousands of connections that come and go leave nothing behind") {
  HttpServer server({}, measure);
  REQUIRE(server.start());
  REQUIRE(serves(server.port()));
  const std::size_t before = open_files();
  for (int wave = 0; wave < 15; ++wave) {
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 200; ++i) {
      clients.push_back(std::make_unique<RawClient>(server.port()));
      if (i % 3 == 1) clients.back()->send("GET / HT");
      if (i % 3 == 2) clients.back()->send("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc");
    }
  }
  CHECK(serves(server.port()));
  CHECK(comes_true([&] { return open_files() <= before; }));
}

TEST_CASE("more dripping clients than connections keep no other out") {
  HttpServer server({}, measure);
  REQUIRE(server.start());
  std::vector<std::unique_ptr<RawClient>> dripping;
  for (int i = 0; i < 1'100; ++i) {
    dripping.push_back(std::make_unique<RawClient>(server.port()));
    dripping.back()->send(i % 2 == 0 ? "GET / HTTP/1.1\r\nX: " : "POST / HTTP/1.1\r\nContent-Length: 99\r\n\r\na");
  }
  // Far less than what would end them without it.
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(4);
  for (int i = 0; i < 5; ++i) CHECK(serves(server.port()));
  CHECK(std::chrono::steady_clock::now() < limit);
}

/// Takes all file numbers that the process may have but one, as long as it lives.
class FilesTaken {
 public:
  FilesTaken() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit low = before_;
    low.rlim_cur = 512;
    ::setrlimit(RLIMIT_NOFILE, &low);
    for (int taken = 0; (taken = ::fcntl(0, F_DUPFD_CLOEXEC, 0)) >= 0;) taken_.push_back(taken);
    ::close(taken_.back());
    taken_.pop_back();
  }
  ~FilesTaken() {
    for (const int taken : taken_) ::close(taken);
    ::setrlimit(RLIMIT_NOFILE, &before_);
  }

 private:
  rlimit before_{};
  std::vector<int> taken_;
};

TEST_CASE("without a file number left, an idle connection makes room for the next") {
  HttpServer server({}, measure);
  REQUIRE(server.start());
  RawClient idle(server.port());
  idle.send("GET / HTTP/1.1\r\n\r\n");
  idle.answer();
  {
    const FilesTaken taken;
    CHECK(serves(server.port()));
    CHECK(idle.rest().empty());
  }
  CHECK(serves(server.port()));
}

}  // namespace
}  // namespace sightline

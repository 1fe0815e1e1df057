#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "base/base64.h"
#include "unit/http/fetch.h"
#include "unit/http/temporary_folder.h"

namespace sightline {
namespace {

using Trouble = Outcome::Trouble;

/// Answers every request with the text that `answer` makes of it.
RawServer::Script answering(std::function<std::string(const RawRequest&)> answer) {
  return [answer = std::move(answer)](RawConnection& connection) {
    while (const auto request = connection.read_request()) connection.send(answer(*request));
  };
}

RawServer::Script echoing() {
  return answering([](const RawRequest& request) { return plain_answer(request.body); });
}

}  // namespace

TEST_CASE("an answer comes back with its status, headers, body and times") {
  RawServer server(answering([](const RawRequest&) {
    return "HTTP/1.1 429 Too Many Requests\r\nRetry-After:  7 \r\nX-Empty:\r\nContent-Length: 4\r\n\r\nslow";
  }));
  const Outcome outcome = fetch(post(server.url()));
  CHECK(outcome.trouble == Trouble::none);
  CHECK(outcome.trouble_text.empty());
  CHECK(outcome.status == 429);
  CHECK(outcome.body == "slow");
  CHECK(outcome.header("retry-after") == "7");
  CHECK(outcome.header("x-empty").empty());
  REQUIRE(outcome.headers.size() == 3);
  CHECK(outcome.headers[0].name == "Retry-After");
  REQUIRE(outcome.arrivals.size() == 1);
  CHECK(outcome.arrivals[0].offset == 0);
  CHECK(outcome.connect_us > 0);
  CHECK(outcome.first_byte_us >= outcome.connect_us);
  CHECK(outcome.arrivals[0].at_us >= outcome.first_byte_us);
  CHECK(outcome.total_us >= outcome.arrivals[0].at_us);
}

TEST_CASE("a request is sent as it was made, and nothing is added to it but a name") {
  RawServer server(answering([](const RawRequest& request) { return plain_answer(request.head); }));
  HttpRequest request = post(server.url("/v1/chat/completions?version=2"), "{\"a\":1}");
  request.headers = {{"content-type", "application/json"}, {"Authorization", "Bearer k"}, {"X-Empty", ""}};
  CHECK(
      fetch(std::move(request)).body ==
      fmt::format("POST /v1/chat/completions?version=2 HTTP/1.1\r\nHost: {}\r\nUser-Agent: sightline\r\nAccept: */*\r\n"
                  "content-type: application/json\r\nAuthorization: Bearer k\r\nX-Empty:\r\nContent-Length: 7\r\n\r\n",
                  server.authority()));
}

TEST_CASE("other methods are sent as well") {
  RawServer server(answering([](const RawRequest& request) { return plain_answer(request.request_line()); }));
  const auto transport = make_curl_transport({});
  HttpRequest get = post(server.url("/v1/models"));
  get.method = "GET";
  get.body.clear();
  HttpRequest put = post(server.url("/thing"), "12");
  put.method = "PUT";
  CHECK(fetch(*transport, std::move(get)).body == "GET /v1/models HTTP/1.1");
  CHECK(fetch(*transport, std::move(put)).body == "PUT /thing HTTP/1.1");
  CHECK(fetch(*transport, post(server.url("/v1"), "")).body == "POST /v1 HTTP/1.1");
}

TEST_CASE("bodies arrive byte for byte, whatever their segments") {
  const TemporaryFolder folder;
  RawServer server(echoing());
  const auto transport = make_curl_transport({});
  for (const std::size_t size : {0u, 1u, 2u, 3u, 4u, 57u, 1'000'000u}) {
    INFO(size);
    std::string content(size, '\0');
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 31 % 251);
    HttpRequest request = post(server.url());
    request.body = {"text " + content, std::make_shared<const std::string>("shared " + content),
                    FileAsBase64{folder.write("file", content), size}, std::string(" end")};
    const Outcome outcome = fetch(*transport, std::move(request));
    CHECK(outcome.status == 200);
    CHECK((outcome.body == "text " + content + "shared " + content + to_base64(content) + " end"));
  }
}

TEST_CASE("a large body is not announced with Expect") {
  RawServer server(answering([](const RawRequest& request) { return plain_answer(request.head); }));
  CHECK(fetch(post(server.url(), std::string(3'000'000, 'x'))).body.find("Expect") == std::string::npos);
}

TEST_CASE("a connection is used again, and its next requests say that they did not connect") {
  RawServer server([](RawConnection& connection) {
    while (connection.read_request()) connection.send(plain_answer(fmt::format("connection {}", connection.number())));
  });
  const auto transport = make_curl_transport({});
  const Outcome first = fetch(*transport, post(server.url()));
  const Outcome second = fetch(*transport, post(server.url()));
  CHECK(first.body == "connection 1");
  CHECK(second.body == "connection 1");
  CHECK(first.connect_us > 0);
  CHECK(second.connect_us == 0);
}

TEST_CASE("a request whose kept connection was dropped is sent again, from its first byte on") {
  RawServer server([](RawConnection& connection) {
    const auto request = connection.read_request();
    if (!request) return;
    connection.send(plain_answer("got " + request->body));
    connection.read_request();  // And it goes without an answer.
  });
  const TemporaryFolder folder;
  const auto transport = make_curl_transport({});
  CHECK(fetch(*transport, post(server.url(), "one")).body == "got one");
  HttpRequest again = post(server.url());
  again.body = {std::string("text "), FileAsBase64{folder.write("file", "abcd"), 4}};
  CHECK(fetch(*transport, std::move(again)).body == "got text YWJjZA==");
  CHECK(fetch(*transport, post(server.url(), "three")).body == "got three");
}

TEST_CASE("a hundred requests are under way at once") {
  constexpr unsigned kCount = 100;
  Gate all_there;
  std::atomic<unsigned> there = 0;
  RawServer server([&](RawConnection& connection) {
    const auto request = connection.read_request();
    if (!request) return;
    if (++there == kCount) all_there.open();
    all_there.wait();
    connection.send(plain_answer("answer to " + request->body));
  });
  CurlOptions options;
  options.max_connections_per_host = kCount;
  const auto transport = make_curl_transport(options);
  for (unsigned i = 0; i < kCount; ++i) transport->start(i, post(server.url(), std::to_string(i)));
  const auto all = completions(*transport, kCount);
  for (unsigned i = 0; i < kCount; ++i) {
    CHECK(all[i].ticket == i);
    CHECK(all[i].outcome.body == fmt::format("answer to {}", i));
  }
}

TEST_CASE("requests past the limit of a host wait for their turn, other hosts do not") {
  std::atomic<unsigned> connections = 0;
  const auto counting = [&connections](RawConnection& connection) {
    ++connections;
    while (connection.read_request()) connection.send(plain_answer("ok"));
  };
  RawServer busy(counting);
  RawServer other(echoing());
  CurlOptions options;
  options.max_connections_per_host = 2;
  const auto transport = make_curl_transport(options);
  for (unsigned i = 0; i < 20; ++i) transport->start(i, post(busy.url()));
  transport->start(20, post(other.url(), "other"));
  const auto all = completions(*transport, 21);
  for (unsigned i = 0; i < 20; ++i) CHECK(all[i].outcome.body == "ok");
  CHECK(all[20].outcome.body == "other");
  CHECK(connections <= 2);
}

TEST_CASE("a stream's reads are recorded, each with the bytes that were there before") {
  Gate first_sent;
  Gate first_read;
  RawServer stream([&](RawConnection& connection) {
    connection.read_request();
    connection.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        "9\r\ndata: a\n\n\r\n9\r\ndata: b\n\n\r\n");
    first_sent.open();
    first_read.wait();
    connection.send("9\r\ndata: c\n\n\r\n0\r\nX-Trailer: 1\r\n\r\n");
    connection.wait_for_close();
  });
  RawServer pacer([&](RawConnection& connection) {
    while (connection.read_request()) {
      first_sent.wait();
      connection.send(plain_answer("sent"));
    }
  });
  const auto transport = make_curl_transport({});
  transport->start(7, post(stream.url()));
  // Once the first of these is answered, the stream's first bytes are there to be read: the second's turns read them.
  CHECK(fetch(*transport, post(pacer.url())).body == "sent");
  CHECK(fetch(*transport, post(pacer.url())).body == "sent");
  first_read.open();
  const Outcome outcome = std::move(completions(*transport, 1).front().outcome);
  CHECK(outcome.body == "data: a\n\ndata: b\n\ndata: c\n\n");
  REQUIRE(outcome.arrivals.size() == 2);
  CHECK(outcome.arrivals[0].offset == 0);
  CHECK(outcome.arrivals[1].offset == 18);
  CHECK(outcome.arrivals[1].at_us > outcome.arrivals[0].at_us);
  CHECK(outcome.header("x-trailer").empty());
}

TEST_CASE("a compressed answer is asked for and undone") {
  // "compressed, compressed, compressed" as gzip makes it.
  constexpr unsigned char kGzip[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4b, 0xce,
                                     0xcf, 0x2d, 0x28, 0x4a, 0x2d, 0x2e, 0x4e, 0x4d, 0xd1, 0x51, 0x48, 0xc6,
                                     0xca, 0x06, 0x00, 0x32, 0xe6, 0xf5, 0xbd, 0x22, 0x00, 0x00, 0x00};
  RawServer server(answering([&](const RawRequest& request) {
    if (request.head.find("gzip") == std::string::npos) return plain_answer("gzip is not accepted");
    return plain_answer({reinterpret_cast<const char*>(kGzip), sizeof kGzip}, "Content-Encoding: gzip\r\n");
  }));
  CHECK(fetch(live_post(server.url())).body == "compressed, compressed, compressed");
  CHECK(fetch(post(server.url())).body == "gzip is not accepted");
}

TEST_CASE("a 1xx head is no answer") {
  RawServer server(answering([](const RawRequest&) {
    return "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" +
           plain_answer("late", "X-Late: 1\r\n");
  }));
  const Outcome outcome = fetch(post(server.url()));
  CHECK(outcome.status == 200);
  CHECK(outcome.body == "late");
  CHECK(outcome.header("x-early").empty());
  CHECK(outcome.header("link").empty());
  CHECK(outcome.header("x-late") == "1");
}

TEST_CASE("a redirect is not followed") {
  RawServer elsewhere(echoing());
  RawServer server(answering([&](const RawRequest&) {
    return "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + elsewhere.url() + "\r\nContent-Length: 0\r\n\r\n";
  }));
  const Outcome outcome = fetch(post(server.url(), "secret"));
  CHECK(outcome.status == 307);
  CHECK(outcome.body.empty());
  CHECK(outcome.header("location") == elsewhere.url());
}

TEST_CASE("the environment's proxy is used, and ignored for the embedded server") {
  RawServer proxy(
      answering([](const RawRequest& request) { return plain_answer("proxy: " + request.request_line()); }));
  RawServer server(answering([](const RawRequest&) { return plain_answer("direct"); }));
  HttpRequest live = live_post(server.url());
  HttpRequest refused = live_post("http://api.example.invalid/");
  const auto transport = make_curl_transport({});
  ::setenv("http_proxy", ("http://" + proxy.authority()).c_str(), 1);
  CHECK(fetch(*transport, live).body == "proxy: POST " + server.url() + " HTTP/1.1");
  CHECK(fetch(*transport, post(server.url())).body == "direct");
  CHECK(fetch(*transport, live).body == "proxy: POST " + server.url() + " HTTP/1.1");
  const std::string nobody = fmt::format("127.0.0.1:{}", unused_port());
  ::setenv("http_proxy", nobody.c_str(), 1);
  CHECK(fetch(*transport, refused).trouble_text == "connection refused by " + nobody);
  ::unsetenv("http_proxy");
}

TEST_CASE("waiting ends when it is woken, and when its time is over") {
  const auto transport = make_curl_transport({});
  CHECK(transport->wait(std::chrono::milliseconds(0)).empty());
  CHECK(transport->wait(std::chrono::milliseconds(-5)).empty());
  transport->wake();
  CHECK(transport->wait(std::chrono::hours(100)).empty());
  Gate waiting;
  std::thread waker([&] {
    waiting.wait();
    transport->wake();
  });
  waiting.open();
  CHECK(transport->wait(std::chrono::milliseconds::max()).empty());
  waker.join();
}

TEST_CASE("what is cancelled completes as cancelled, and the transport goes on") {
  Gate asked;
  RawServer silent([&](RawConnection& connection) {
    connection.read_request();
    asked.open();
    connection.wait_for_close();
  });
  RawServer server(echoing());
  CurlOptions options;
  options.max_connections_per_host = 2;
  const auto transport = make_curl_transport(options);
  for (unsigned i = 0; i < 5; ++i) transport->start(i, post(silent.url()));
  std::thread waker([&] {
    asked.wait();
    transport->wake();
  });
  CHECK(transport->wait(std::chrono::minutes(1)).empty());
  waker.join();
  transport->cancel_all();
  const auto all = completions(*transport, 5);
  for (unsigned i = 0; i < 5; ++i) {
    CHECK(all[i].ticket == i);
    CHECK(all[i].outcome.trouble == Trouble::cancelled);
    CHECK(all[i].outcome.trouble_text == "cancelled");
  }
  CHECK(fetch(*transport, post(server.url(), "on")).body == "on");
}

TEST_CASE("one request is cancelled, under way or waiting for its turn, and the others go on") {
  Gate asked;
  RawServer silent([&](RawConnection& connection) {
    connection.read_request();
    asked.open();
    connection.wait_for_close();
  });
  RawServer server(echoing());
  CurlOptions options;
  options.max_connections_per_host = 1;
  const auto transport = make_curl_transport(options);
  transport->start(1, post(silent.url()));
  transport->start(2, post(silent.url()));  // Waits for the connection of the first.
  std::thread waker([&] {
    asked.wait();
    transport->wake();
  });
  CHECK(transport->wait(std::chrono::minutes(1)).empty());
  waker.join();
  transport->cancel(2);
  transport->cancel(1);
  transport->cancel(7);  // Of no request.
  const auto both = completions(*transport, 2);
  for (const auto& completion : both) CHECK(completion.outcome.trouble == Trouble::cancelled);
  CHECK(fetch(*transport, post(server.url(), "on")).body == "on");
  transport->cancel(1);  // It is over.
  CHECK(transport->wait(std::chrono::milliseconds(0)).empty());
}

}  // namespace sightline

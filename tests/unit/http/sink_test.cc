#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "unit/http/fetch.h"

namespace sightline {
namespace {

using Trouble = Outcome::Trouble;

/// Keeps what it hears. On the first head or piece it opens the gate that belongs to it.
class Listener final : public AnswerSink {
 public:
  void head(int status, const std::vector<Header>& headers) override {
    CHECK(pieces.empty());
    ++heads;
    told_status = status;
    told_headers = headers;
    if (on_head) on_head->open();
  }
  void bytes(std::string_view piece) override {
    CHECK(heads == 1);
    CHECK(!piece.empty());
    pieces.emplace_back(piece);
    if (on_piece) on_piece->open();
  }
  std::string text() const {
    std::string all;
    for (const std::string& piece : pieces) all += piece;
    return all;
  }

  Gate* on_head = nullptr;
  Gate* on_piece = nullptr;
  int heads = 0;
  int told_status = 0;
  std::vector<Header> told_headers;
  std::vector<std::string> pieces;
};

HttpRequest heard_by(const std::shared_ptr<Listener>& listener, HttpRequest request) {
  request.sink = listener;
  return request;
}

}  // namespace

TEST_CASE("an answer is heard while it arrives: its head before its body, each piece before the next is sent") {
  Gate head_heard;
  Gate piece_heard;
  RawServer server([&](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    head_heard.wait();  // A sink that heard only whole answers would never open these.
    connection.send("9\r\ndata: a\n\n\r\n");
    piece_heard.wait();
    connection.send("9\r\ndata: b\n\n\r\n0\r\nX-Trailer: 1\r\n\r\n");
    connection.wait_for_close();
  });
  const auto listener = std::make_shared<Listener>();
  listener->on_head = &head_heard;
  listener->on_piece = &piece_heard;
  const Outcome outcome = fetch(heard_by(listener, post(server.url())));
  CHECK(outcome.body == "data: a\n\ndata: b\n\n");
  CHECK(listener->heads == 1);
  CHECK(listener->told_status == 200);
  REQUIRE(listener->told_headers.size() == 2);
  CHECK(listener->told_headers[0].name == "Content-Type");
  CHECK(listener->told_headers[0].value == "text/event-stream");
  CHECK(listener->pieces == std::vector<std::string>{"data: a\n\n", "data: b\n\n"});
}

TEST_CASE("a sink is let go with the outcome, and the next request of the connection is not heard by it") {
  RawServer server([](RawConnection& connection) {
    while (const auto request = connection.read_request()) connection.send(plain_answer(request->body));
  });
  const auto transport = make_curl_transport({});
  const auto first = std::make_shared<Listener>();
  const auto second = std::make_shared<Listener>();
  CHECK(fetch(*transport, heard_by(first, post(server.url(), "one"))).body == "one");
  CHECK(first.use_count() == 1);
  CHECK(fetch(*transport, heard_by(second, post(server.url(), "two"))).body == "two");
  CHECK(fetch(*transport, post(server.url(), "three")).body == "three");
  CHECK(first->text() == "one");
  CHECK(second->text() == "two");
  CHECK(second->heads == 1);
}

TEST_CASE("an error's answer is heard with its own head, also one without a body") {
  RawServer server([](RawConnection& connection) {
    while (const auto request = connection.read_request()) {
      const bool empty = request->body == "empty";
      connection.send(empty ? "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
                            : "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nslow");
    }
  });
  const auto transport = make_curl_transport({});
  const auto full = std::make_shared<Listener>();
  const auto empty = std::make_shared<Listener>();
  CHECK(fetch(*transport, heard_by(full, post(server.url(), "full"))).status == 429);
  CHECK(fetch(*transport, heard_by(empty, post(server.url(), "empty"))).status == 503);
  CHECK(full->told_status == 429);
  CHECK(full->told_headers.front().value == "7");
  CHECK(full->text() == "slow");
  CHECK(empty->told_status == 503);
  CHECK(empty->heads == 1);
  CHECK(empty->pieces.empty());
}

TEST_CASE("a 1xx head is not heard") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" +
                    plain_answer("late", "X-Late: 1\r\n"));
    connection.wait_for_close();
  });
  const auto listener = std::make_shared<Listener>();
  const Outcome outcome = fetch(heard_by(listener, post(server.url())));
  CHECK(listener->heads == 1);
  CHECK(listener->told_status == 200);
  CHECK(listener->told_headers.size() == outcome.headers.size());
  CHECK(listener->told_headers.back().name == "X-Late");
  CHECK(listener->text() == "late");
}

TEST_CASE("a compressed answer is heard as it was before it was compressed") {
  // "compressed, compressed, compressed" as gzip makes it.
  constexpr unsigned char kGzip[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4b, 0xce,
                                     0xcf, 0x2d, 0x28, 0x4a, 0x2d, 0x2e, 0x4e, 0x4d, 0xd1, 0x51, 0x48, 0xc6,
                                     0xca, 0x06, 0x00, 0x32, 0xe6, 0xf5, 0xbd, 0x22, 0x00, 0x00, 0x00};
  RawServer server([&](RawConnection& connection) {
    connection.read_request();
    connection.send(plain_answer({reinterpret_cast<const char*>(kGzip), sizeof kGzip}, "Content-Encoding: gzip\r\n"));
    connection.wait_for_close();
  });
  const auto listener = std::make_shared<Listener>();
  CHECK(fetch(heard_by(listener, live_post(server.url()))).status == 200);
  CHECK(listener->text() == "compressed, compressed, compressed");
}

TEST_CASE("of an answer that is cut, what arrived is heard") {
  RawServer server([](RawConnection& connection) {
    const auto request = connection.read_request();
    const bool within_head = request && request->body == "head";
    connection.send(within_head ? "HTTP/1.1 200 OK\r\nContent-Type: te"
                                : "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
  });
  const auto transport = make_curl_transport({});
  const auto body_cut = std::make_shared<Listener>();
  const auto head_cut = std::make_shared<Listener>();
  CHECK(fetch(*transport, heard_by(body_cut, post(server.url(), "body"))).trouble == Trouble::broken_connection);
  CHECK(body_cut->told_status == 200);
  CHECK(body_cut->text() == "half");
  const Outcome outcome = fetch(*transport, heard_by(head_cut, post(server.url(), "head")));
  CHECK(outcome.trouble == Trouble::broken_connection);
  CHECK(outcome.trouble_text ==
        fmt::format("the connection to {} broke: the answer ended within its head", server.authority()));
  CHECK(head_cut->heads == 0);
  CHECK(head_cut->pieces.empty());
}

TEST_CASE("of an answer that is too large, as much is heard as the outcome holds") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n");
    connection.wait_for_close();
  });
  const auto listener = std::make_shared<Listener>();
  HttpRequest request = heard_by(listener, post(server.url()));
  request.max_answer_bytes = 6;
  const Outcome outcome = fetch(std::move(request));
  CHECK(outcome.trouble == Trouble::answer_too_large);
  CHECK(outcome.body == "012345");
  CHECK(listener->text() == outcome.body);
}

TEST_CASE("what is cancelled is heard no further, and its sink let go") {
  Gate heard;
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    connection.wait_for_close();
  });
  CurlOptions options;
  options.max_connections_per_host = 1;
  const auto transport = make_curl_transport(options);
  const auto begun = std::make_shared<Listener>();
  const auto waiting = std::make_shared<Listener>();
  begun->on_piece = &heard;
  transport->start(1, heard_by(begun, post(server.url())));
  transport->start(2, heard_by(waiting, post(server.url())));
  std::thread waker([&] {
    heard.wait();
    transport->wake();
  });
  CHECK(transport->wait(std::chrono::minutes(1)).empty());
  waker.join();
  transport->cancel_all();
  for (const auto& one : completions(*transport, 2)) CHECK(one.outcome.trouble == Trouble::cancelled);
  CHECK(begun->text() == "half");
  CHECK(begun.use_count() == 1);
  CHECK(waiting->heads == 0);
  CHECK(waiting.use_count() == 1);
}

TEST_CASE("a request that cannot be sent lets its sink go unheard") {
  const auto listener = std::make_shared<Listener>();
  HttpRequest request = heard_by(listener, post("http://127.0.0.1/"));
  request.headers = {{"X-Bad", "a\r\nb"}};
  const auto transport = make_curl_transport({});
  const Outcome outcome = fetch(*transport, std::move(request));
  CHECK(outcome.trouble == Trouble::other);
  CHECK(!outcome.trouble_text.empty());
  CHECK(listener->heads == 0);
  CHECK(listener.use_count() == 1);
}

}  // namespace sightline

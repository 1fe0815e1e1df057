#include "mock/proxy.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <functional>
#include <mutex>
#include <thread>

#include "http/curl_transport.h"
#include "json/json.h"
#include "mock.h"
#include "recording_rig.h"
#include "server/server.h"

namespace sightline {

using namespace fakes;
using namespace mock_tests;

namespace {

TEST_CASE("what has no recording is asked upstream, passed on and recorded") {
  Upstream upstream([](int) { return json(R"({"choices":[],"n":1e-7})"); });
  Recording recording(upstream.url());
  const std::string request = post(question("Hi?"), "Authorization: Bearer sk-very-secret-key\r\nX-Team: red\r\n",
                                   "/v1/chat/completions?api-version=2");
  const std::string answer = asked(*recording.server, request);
  CHECK(answer.substr(9, 3) == "200");
  CHECK(body_of(answer) == R"({"choices":[],"n":1e-7})");
  CHECK(header_of(answer, "set-cookie") == "a=b");
  CHECK(upstream.last_body() == question("Hi?"));
  CHECK(upstream.last_header("Authorization") == "Bearer sk-very-secret-key");
  CHECK(upstream.last_header("X-Team") == "red");
  CHECK(upstream.last_target() == "/v1/chat/completions?api-version=2");
  REQUIRE(recording.files.paths().size() == 1);
  const std::string path = recording.files.paths()[0];
  CHECK(path.starts_with("/fixtures/proxy/hi-"));
  const std::string text = recording.files.text(path);
  CHECK(text.find("sk-very-secret-key") == std::string::npos);
  CHECK(text.find("cookie") == std::string::npos);
  CHECK(text.find(R"("source": "proxy")") != std::string::npos);
  const std::string again = replayed_from(recording.files, post(question("Hi?")));
  CHECK(body_of(again) == R"({"choices":[],"n":1e-7})");
  CHECK(upstream.count() == 1);
}

TEST_CASE("the same request once more is another repeat; a new session begins with the first") {
  Upstream upstream([](int number) { return json("{\"n\":" + std::to_string(number) + "}"); });
  Recording recording(upstream.url());
  CHECK(body_of(asked(*recording.server, post(question("Hi?")))) == "{\"n\":0}");
  CHECK(body_of(asked(*recording.server, post(question("Hi?")))) == "{\"n\":1}");
  CHECK(body_of(asked(*recording.server, post(question("Hi?"), "", "/s/other/v1/chat/completions"))) == "{\"n\":0}");
  CHECK(upstream.count() == 2);
  CHECK(recording.files.paths().size() == 1);
}

TEST_CASE("errors pass as they came, and are kept beside the answer that came after them") {
  Upstream upstream([](int number) {
    ServerResponse limited = json(R"({"message":"Too Many Requests","statusCode":429})", 429);
    limited.headers.push_back({"retry-after", "7"});
    return number < 2 ? limited : json("{\"ok\":true}");
  });
  Recording recording(upstream.url());
  for (int i = 0; i < 2; ++i) {
    const std::string limited = asked(*recording.server, post(question("Hi?")));
    CHECK(limited.substr(9, 3) == "429");
    CHECK(header_of(limited, "retry-after") == "7");
    CHECK(body_of(limited) == R"({"message":"Too Many Requests","statusCode":429})");
  }
  CHECK(body_of(asked(*recording.server, post(question("Hi?")))) == "{\"ok\":true}");
  const Fixture& fixture = *recording.library.all()[0];
  REQUIRE(fixture.responses.size() == 1);
  CHECK(fixture.responses[0].status == 200);
  REQUIRE(fixture.responses[0].attempts.size() == 2);
  CHECK(fixture.responses[0].attempts[0].status == 429);
}

TEST_CASE("an error that stays is recorded as it came") {
  Upstream upstream([](int) { return json(R"({"error":{"message":"no such model"}})", 404); });
  Recording recording(upstream.url());
  CHECK(asked(*recording.server, post(question("Hi?"))).substr(9, 3) == "404");
  CHECK(replayed_from(recording.files, post(question("Hi?"))).substr(9, 3) == "404");
}

TEST_CASE("a refused key is asked for again") {
  Upstream upstream([](int number) { return number == 0 ? json("{}", 401) : json("{\"ok\":true}"); });
  Recording recording(upstream.url());
  CHECK(asked(*recording.server, post(question("Hi?"), "X-Sightline-Repeat: 0\r\n")).substr(9, 3) == "401");
  CHECK(asked(*recording.server, post(question("Hi?"), "X-Sightline-Repeat: 0\r\n")).substr(9, 3) == "200");
  CHECK(recording.library.all()[0]->responses[0].status == 200);
}

ServerResponse stream_of(const RecordedResponse& recorded) {
  ServerResponse response;
  response.headers = recorded.headers;
  response.body = recorded.body;
  response.pieces = {{recorded.body.size() / 2, std::chrono::microseconds(0)},
                     {recorded.body.size(), std::chrono::microseconds(2'000)}};
  return response;
}

TEST_CASE("a stream passes as it comes and is recorded with its bytes") {
  const RecordedResponse recorded = streamed({chunk("a"), chunk("b")});
  Upstream upstream([&](int) { return stream_of(recorded); });
  Recording recording(upstream.url());
  const std::string body = question("Hi?", R"(,"stream":true)");
  const std::string answer = asked(*recording.server, post(body));
  CHECK(header_of(answer, "Content-Type") == "text/event-stream");
  CHECK(unchunked(answer) == recorded.body);
  CHECK(unchunked(replayed_from(recording.files, post(body))) == recorded.body);
}

TEST_CASE("the first half of a stream reaches the client before the second is made") {
  const std::string first = "data: " + chunk("a") + "\n\n";
  std::atomic<bool> seen = false;
  class Halves final : public BodySource {
   public:
    Halves(std::string first, std::atomic<bool>& seen) : first_(std::move(first)), seen_(seen) {}
    Next next(std::string& piece) override {
      if (!first_.empty()) {
        piece = std::exchange(first_, "");
      } else if (!seen_) {
        std::this_thread::yield();
      } else if (!done_) {
        piece = "data: [DONE]\n\n";
        done_ = true;
      } else {
        return Next::end;
      }
      return Next::piece;
    }

   private:
    std::string first_;
    std::atomic<bool>& seen_;
    bool done_ = false;
  };
  Upstream upstream([&](int) {
    ServerResponse response;
    response.headers = {{"content-type", "text/event-stream"}};
    response.source = std::make_shared<Halves>(first, seen);
    return response;
  });
  Recording recording(upstream.url());
  HttpRequest request;
  request.url = recording.server->base_url() + "/chat/completions";
  request.body = {question("Hi?", R"(,"stream":true)")};
  class Seer final : public AnswerSink {
   public:
    explicit Seer(std::atomic<bool>& seen) : seen_(seen) {}
    void head(int, const std::vector<Header>&) override {}
    void bytes(std::string_view piece) override { seen_ = seen_ || piece.find("content") != std::string_view::npos; }

   private:
    std::atomic<bool>& seen_;
  };
  request.sink = std::make_shared<Seer>(seen);
  const auto client = make_curl_transport({.max_connections_per_host = 1, .ca_file = ""});
  client->start(1, std::move(request));
  std::vector<Transport::Completion> done;
  for (int i = 0; i < 100 && done.empty(); ++i) done = client->wait(std::chrono::milliseconds(200));
  REQUIRE(done.size() == 1);
  CHECK(seen);
  CHECK(done[0].outcome.body == first + "data: [DONE]\n\n");
}

TEST_CASE("a stream that broke off is passed on as far as it came, and not recorded") {
  const RecordedResponse recorded = streamed({chunk("a"), chunk("b")});
  Upstream upstream([&](int) {
    ServerResponse response = stream_of(recorded);
    response.body.resize(response.body.size() / 2);
    response.pieces.resize(1);
    response.ending = Ending::cut;
    return response;
  });
  Recording recording(upstream.url());
  RawClient client(recording.server->port());
  client.send(post(question("Hi?", R"(,"stream":true)")));
  const std::string answer = client.rest();
  CHECK(answer.find(chunk("a").substr(0, 20)) != std::string::npos);
  CHECK_FALSE(answer.ends_with("0\r\n\r\n"));
  CHECK(recording.files.paths().empty());
}

TEST_CASE("a stream without its end is not recorded, though the connection ended well") {
  RecordedResponse recorded = streamed({chunk("a")});
  recorded.body = recorded.body.substr(0, recorded.body.find("data: [DONE]"));
  Upstream upstream([&](int) { return stream_of(recorded); });
  Recording recording(upstream.url());
  CHECK(unchunked(asked(*recording.server, post(question("Hi?", R"(,"stream":true)")))) == recorded.body);
  CHECK(recording.files.paths().empty());
}

TEST_CASE("an answer that echoes the client's key is passed on and not written") {
  Upstream upstream([](int) { return json(R"({"error":{"message":"bad key sk-very-secret-key"}})", 400); });
  Recording recording(upstream.url());
  const std::string answer =
      asked(*recording.server, post(question("Hi?"), "Authorization: Bearer sk-very-secret-key\r\n"));
  CHECK(answer.substr(9, 3) == "400");
  CHECK(recording.files.paths().empty());
  CHECK(recording.told().find("would hold a secret") != std::string::npos);
  CHECK(recording.told().find("sk-very") == std::string::npos);
}

TEST_CASE("an upstream that is not there is a 502 that says so") {
  Recording recording("http://127.0.0.1:1/v1");
  const std::string answer = asked(*recording.server, post(question("Hi?")));
  CHECK(answer.substr(9, 3) == "502");
  CHECK(message_of(answer).starts_with("no answer came from 127.0.0.1:1: "));
  CHECK(recording.files.paths().empty());
}

TEST_CASE("answers that a person wrote get none of a model's beside them") {
  Upstream upstream([](int) { return json("{}"); });
  Recording recording(upstream.url());
  Fixture authored = fixture_of(question("Hi?"), {plain("{\"by\":\"hand\"}")});
  authored.source = "authored";
  REQUIRE(recording.library.record("s", "c", authored, {}));
  CHECK(body_of(asked(*recording.server, post(question("Hi?")))) == "{\"by\":\"hand\"}");
  CHECK(body_of(asked(*recording.server, post(question("Hi?")))) == "{}");
  CHECK(recording.library.all()[0]->responses.size() == 1);
  CHECK(recording.told().find("'authored'") != std::string::npos);
}

TEST_CASE("large images go upstream as they came, and are recorded by their digest") {
  Upstream upstream([](int) { return json("{}"); });
  Recording recording(upstream.url());
  const std::string url = "data:image/png;base64," + std::string(400'000, 'A');
  const std::string body =
      R"({"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":")" + url +
      R"("}}]}]})";
  CHECK(asked(*recording.server, post(body)).substr(9, 3) == "200");
  CHECK(upstream.last_body() == body);
  REQUIRE(recording.files.paths().size() == 1);
  CHECK(recording.files.text(recording.files.paths()[0]).size() < 5'000);
}

TEST_CASE("the list of models is the upstream's own") {
  Upstream upstream([](int) { return json(R"({"object":"list","data":[]})"); });
  Recording recording(upstream.url());
  CHECK(body_of(got(*recording.server, "/v1/models")) == R"({"object":"list","data":[]})");
  CHECK(upstream.last_target() == "/v1/models");
}

TEST_CASE("a repeat beyond all reason is passed on and not recorded") {
  Upstream upstream([](int) { return json("{\"ok\":true}"); });
  Recording recording(upstream.url());
  const std::string request = post(question("Hi?"), "X-Sightline-Repeat: 4294967295\r\n");
  CHECK(body_of(asked(*recording.server, request)) == "{\"ok\":true}");
  CHECK(recording.files.paths().empty());
  CHECK(recording.told() == "repeat 4294967295 of a request is not recorded: 4096 are kept at most");
}

TEST_CASE("an upstream that is no URL is refused at once") {
  MemoryFiles files;
  Library library(files, "/fixtures");
  const auto transport = make_curl_transport({.max_connections_per_host = 1, .ca_file = ""});
  RecordingProxy::Options options;
  options.upstream = "api.example.com";
  CHECK_FALSE(RecordingProxy::make(library, *transport, options));
}

}  // namespace
}  // namespace sightline

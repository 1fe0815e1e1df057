#include "mock.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "base/base64.h"
#include "base/sha256.h"
#include "chat/chat.h"
#include "json/json.h"
#include "sse/sse.h"

namespace sightline {

using namespace fakes;
using namespace mock_tests;

namespace {

TEST_CASE("a recorded answer is served as it came") {
  RecordedResponse recorded = plain("{\"id\": 1}\n");
  recorded.status = 429;
  recorded.headers.push_back({"retry-after", "7"});
  recorded.first_token_ms = 12.5;
  recorded.total_ms = 20;
  const Fixture fixture = fixture_of(question("Hi?"), {recorded});
  const Mock mock({fixture});
  for (const char* path : {"/v1/chat/completions", "/chat/completions", "/any/base/chat/completions?x=1"}) {
    const std::string answer = asked(mock, post(question("Hi?"), "x-sightline-repeat: 0\r\n", path));
    CHECK(answer.starts_with("HTTP/1.1 429 Too Many Requests\r\n"));
    CHECK(body_of(answer) == "{\"id\": 1}\n");
    CHECK(header_of(answer, "Content-Type") == "application/json");
    CHECK(header_of(answer, "retry-after") == "7");
    CHECK(header_of(answer, "x-request-id") == "sightline-" + short_hash(fixture.request.key) + "-0");
    CHECK(header_of(answer, "x-sightline-key") == fixture.request.key);
    CHECK(header_of(answer, "x-sightline-verdict") == "hit");
    CHECK(header_of(answer, "x-sightline-source") == "live");
    CHECK(header_of(answer, "x-sightline-recorded-at") == "2026-11-20");
    CHECK(header_of(answer, "x-sightline-copy") == "false");
    CHECK(header_of(answer, "x-sightline-first-token-ms") == "12.5");
    CHECK(header_of(answer, "x-sightline-total-ms") == "20");
    CHECK(header_of(answer, "x-sightline-ignored-changed") == "none");
  }
}

TEST_CASE("a recorded stream is served byte for byte, in the reads in which it came") {
  const std::string wire = "data: {\"a\":1}\n\n: ping\n\ndata: {\"a\":2}\r\n\r\ndata: [DO\ndata: NE]\n\n";
  RecordedResponse recorded;
  recorded.stream = true;
  recorded.body = wire;
  recorded.arrivals = {{0, 1'000}, {15, 1'500}, {30, 2'000}};
  for (const double speed : {0.0, 1.0, 1000.0}) {
    const Mock mock({fixture_of(question("Hi?", R"(,"stream":true)"), {recorded})}, {.pace = {.speed = speed}});
    const std::string answer =
        asked(mock, post(question("Hi?", R"(,"stream":true,"stream_options":{"include_usage":true})"),
                         "x-sightline-repeat: 0\r\n"));
    CHECK(header_of(answer, "Content-Type") == "text/event-stream");
    CHECK(unchunked(answer) == wire);
    CHECK(body_of(answer).starts_with("f\r\n" + wire.substr(0, 15) + "\r\nf\r\n" + wire.substr(15, 15) + "\r\n"));
    CHECK(header_of(answer, "x-sightline-ignored-changed") == "true");
  }
}

TEST_CASE("a stream that was written down and read again is served with the same bytes") {
  MemoryFiles files;
  files.put("/f/a.json", R"({"fixture": 1, "request": {"body": {"model": "m", "messages": [], "stream": true}},
    "responses": [{"text": "Grün wie Gras."}], "recorded": {"source": "authored"}})");
  Library library(files, "/f");
  REQUIRE(library.load().empty());
  MockServer server(library, {});
  REQUIRE(server.start());
  RawClient client(server.port());
  client.send(post(R"({"stream":true,"messages":[],"model":"m"})"));
  const std::string answer = client.answer();
  CHECK(unchunked(answer) == library.all()[0]->responses[0].body);
  CHECK(header_of(answer, "x-sightline-source") == "authored");
  CHECK(header_of(answer, "x-sightline-recorded-at") == "none");
}

TEST_CASE("repeats are served by their number, or first in, first out") {
  Fixture fixture = fixture_of(question("Hi?"), {plain("0"), plain("1")});
  fixture.after = Fixture::After::repeat_last;
  const Mock mock({fixture});
  const auto repeat = [&](const std::string& number) {
    const std::string answer = asked(mock, post(question("Hi?"), "X-Sightline-Repeat: " + number + "\r\n"));
    return body_of(answer) + " " + header_of(answer, "x-sightline-copy");
  };
  CHECK(repeat("1") == "1 false");
  CHECK(repeat("0") == "0 false");
  CHECK(repeat("5") == "1 true");
  for (const char* expected : {"0", "1", "1"}) CHECK(body_of(asked(mock, post(question("Hi?")))) == expected);
  CHECK(message_of(asked(mock, post(question("Hi?"), "X-Sightline-Repeat: first\r\n"))) ==
        "X-Sightline-Repeat is 'first'; it counts repeats from 0");
}

TEST_CASE("a miss says what is nearest, in both dialects, and is not to be sent again") {
  const Fixture fixture = fixture_of(question("What colour is it?"), {plain("{}")});
  const Mock mock({fixture}, {.record_command = "record it"});
  const std::string body = question("What color is it?");
  const std::string answer = asked(mock, post(body));
  CHECK(answer.starts_with("HTTP/1.1 404 Not Found\r\n"));
  CHECK(header_of(answer, "x-should-retry") == "false");
  CHECK(header_of(answer, "x-sightline-verdict") == "miss");
  const std::string key = key_request(body)->key;
  CHECK(header_of(answer, "x-sightline-key") == key);
  const std::string request_id = "sightline-" + short_hash(key) + "-0";
  CHECK(header_of(answer, "x-request-id") == request_id);
  const std::string message = message_of(answer);
  CHECK(message == "no recording of this request (key " + short_hash(key) + ")\nnearest: /fixtures/s/c-" +
                       short_hash(fixture.request.key) +
                       ".json\n  /messages/0/content\n    recorded: 'What colour is it?'\n    asked:    'What color is "
                       "it?'\nto record it: record it");
  const std::string quoted_message = to_json(Node(message));
  CHECK(body_of(answer) == R"({"error":{"message":)" + quoted_message +
                               R"(,"type":"not_found_error","param":null,"code":"missing_fixture"},"message":)" +
                               quoted_message + R"(,"path":"/v1/chat/completions","requestId":")" + request_id +
                               R"(","statusCode":404,"timestamp":"1970-01-01T00:00:00.000Z"})");
  CHECK(asked(mock, post(body)) == answer);
}

TEST_CASE("a repeat that was not recorded is a miss") {
  const Mock mock({fixture_of(question("Hi?"), {plain("0")})});
  const std::string answer = asked(mock, post(question("Hi?"), "X-Sightline-Repeat: 1\r\n"));
  CHECK(header_of(answer, "x-sightline-verdict") == "miss");
  CHECK(message_of(answer).starts_with("no recording of repeat 1 (from 0) of this request: 1 of 2 repeats recorded\n"));
}

TEST_CASE("images are known by their bytes, small and large, and told in a miss") {
  const auto showing = [](const std::string& url) {
    return R"({"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":")" + url +
           R"("}}]}]})";
  };
  for (const std::size_t size : {100UL, 3'000'000UL}) {
    const std::string bytes(size, 'x');
    const std::string header("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\3\0\0\0\2\10\2\0\0\0", 29);
    const Mock mock({fixture_of(showing("sha256:" + sha256_hex(bytes)), {plain("seen")})});
    const std::string url = "data:image/png;base64," + to_base64(bytes);
    CHECK(body_of(asked(mock, post(showing(url), "X-Sightline-Repeat: 0\r\n"))) == "seen");
    const std::string other = header + std::string(size - header.size(), 'y');
    const std::string miss = message_of(asked(mock, post(showing("data:image/png;base64," + to_base64(other)))));
    INFO(miss);
    CHECK(miss.find("    asked:    image " + short_hash(sha256_hex(other)) + " (image/png, " + std::to_string(size) +
                    " bytes, 3x2)") != std::string::npos);
  }
}

TEST_CASE("the digest of a recorded image is not taken for the image") {
  const auto image = [](const std::string& url) {
    return R"({"image_url":{"url":")" + url + R"("},"type":"image_url"})";
  };
  const auto showing = [&](const std::string& parts) {
    return R"({"model":"m","messages":[{"role":"user","content":[)" + parts + "]}]}";
  };
  for (const std::size_t size : {100UL, 100'000UL}) {
    const std::string bytes(size, 'x');
    const std::string digest = image("sha256:" + sha256_hex(bytes));
    const std::string whole = image("data:image/png;base64," + to_base64(bytes));
    const Mock mock(
        {fixture_of(showing(digest), {plain("one")}), fixture_of(showing(digest + "," + digest), {plain("two")})});
    const auto ask = [&](const std::string& parts, const std::string& headers = "") {
      return asked(mock, post(showing(parts), "X-Sightline-Repeat: 0\r\n" + headers));
    };
    CHECK(body_of(ask(whole)) == "one");
    CHECK(body_of(ask(whole + "," + whole)) == "two");
    for (const auto& [parts, at] : {std::pair(digest, "0"), std::pair(whole + "," + digest, "1")}) {
      const std::string answer = ask(parts);
      CHECK(answer.starts_with("HTTP/1.1 400"));
      CHECK(header_of(answer, "x-sightline-verdict") == "invalid");
      CHECK(message_of(answer) == "Body validation error: 'messages[0].content[" + std::string(at) +
                                      "].image_url.url': Expected the image itself, as data:image/png;base64,… or a "
                                      "URL: an image's digest is no image / Received 'sha256:" +
                                      sha256_hex(bytes).substr(0, 52) + "…'");
    }
    // Escapes hide nothing, and what came right is answered after what came wrong.
    const std::string escaped = image("\\u0073ha256:" + sha256_hex(bytes));
    CHECK(ask(escaped).starts_with("HTTP/1.1 400"));
    CHECK(ask(digest + "," + whole).starts_with("HTTP/1.1 400"));
    CHECK(body_of(ask(whole)) == "one");
    CHECK(body_of(ask(digest, "X-Sightline-Digests: true\r\n")) == "one");
  }
}

TEST_CASE("a fixture that ignores parts is found whatever they are") {
  const Mock mock({fixture_of(question("Hi?", R"(,"seed":1)"), {plain("any seed")}, {"/seed"}),
                   fixture_of(question("Hi?", R"(,"seed":2)"), {plain("seed 2")})});
  const auto seed = [&](int number) {
    const std::string answer =
        asked(mock, post(question("Hi?", ",\"seed\":" + std::to_string(number)), "X-Sightline-Repeat: 0\r\n"));
    return body_of(answer) + " " + header_of(answer, "x-sightline-ignored-changed");
  };
  CHECK(seed(1) == "any seed none");
  CHECK(seed(2) == "seed 2 none");
  CHECK(seed(3) == "any seed true");
}

TEST_CASE("a request that says what its suite ignores is answered by no other suite's recording") {
  const Mock mock({fixture_of(question("Hi?", R"(,"temperature":0)"), {plain("loose")}, {"/temperature"}),
                   fixture_of(question("Ho?", R"(,"temperature":0)"), {plain("strict")})});
  const auto said = [&](const std::string& body, const std::string& ignore) {
    return asked(mock, post(body, "X-Sightline-Repeat: 0\r\nX-Sightline-Ignore: " + ignore + "\r\n"));
  };
  const std::string warm = question("Hi?", R"(,"temperature":1.7)");
  CHECK(body_of(said(warm, R"(["/temperature"])")) == "loose");
  CHECK(header_of(said(warm, R"(["/temperature"])"), "x-sightline-ignored-changed") == "true");
  CHECK(body_of(asked(mock, post(warm, "X-Sightline-Repeat: 0\r\n"))) == "loose");
  for (const std::string ignore : {"[]", R"(["/seed"])"}) {
    const std::string answer = said(warm, ignore);
    CHECK(answer.starts_with("HTTP/1.1 404"));
    CHECK(header_of(answer, "x-sightline-verdict") == "miss");
  }
  // Without the parameter its key is that of the recording, which leaves it out.
  const std::string bare = message_of(said(question("Hi?"), "[]"));
  CHECK(bare.find(", which ignores /temperature\n  /temperature\n    recorded: 0\n    asked:    nothing\n") !=
        std::string::npos);
  CHECK(body_of(said(question("Ho?", R"(,"temperature":0)"), "[]")) == "strict");
  CHECK(body_of(said(question("Ho?", R"(,"temperature":0)"), R"(["/seed"])")) == "strict");
  CHECK(message_of(said(warm, "/temperature")) ==
        "X-Sightline-Ignore is '/temperature'; it is a JSON list of JSON pointers, as [\"/seed\"], or [] for none");
  CHECK(said(warm, "[1]").starts_with("HTTP/1.1 400"));
}

TEST_CASE("a request that is none is told what is wrong with it") {
  const Mock mock({}, {.max_body = 30'000});
  const auto refused = [&](const std::string& body) {
    const std::string answer = asked(mock, post(body));
    CHECK(header_of(answer, "x-sightline-verdict") == "invalid");
    return answer.substr(9, 3) + " " + message_of(answer);
  };
  CHECK(
      refused("[]") ==
      "400 Body validation error: line 1, column 1: the request body is a list; a request is a JSON object {\"model\", "
      "\"messages\", …}");
  CHECK(refused("").starts_with("400 Body validation error: "));
  CHECK(refused(R"({"model":"m")").starts_with("400 Body validation error: line 1, column "));
  CHECK(refused(R"({"messages":[]})") ==
        "400 Body validation error: 'model': Expected string that is not empty / Received nothing\n"
        "'messages': Expected array of at least one message / Received array of 0");
  CHECK(refused(R"({"model":"m","messages":"Hi"})") ==
        "400 Body validation error: 'messages': Expected array of at least one message / Received 'Hi'");
  CHECK(refused(question("Hi?", R"(,"seed":9007199254740993)")).find("beyond 2^53") != std::string::npos);
  CHECK(refused(std::string(10'000, '[')).find("256 levels") != std::string::npos);
  CHECK(refused("\"\xFF\"").starts_with("400 Body validation error: "));
  CHECK(
      refused(R"({"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":)"
              R"("data:image/png;base64,)" +
              std::string(20'000, '!') + "\"}}]}]}") ==
      "400 Body validation error: 'messages[0].content[0].image_url.url': Expected image in base64, padded (RFC 4648) "
      "/ Received text that does not decode");
  CHECK(refused(std::string(30'001, ' ')) ==
        "413 Body validation error: the request body is larger than this server takes");
  RawClient cut(mock.server->port());
  cut.send("POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 10\r\n\r\n{");
  cut.finish();
  CHECK(message_of(cut.rest()) == "Body validation error: the request body ended before its end");
}

std::string showing_picture(const std::string& mime, const std::string& bytes) {
  return R"({"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:)" + mime +
         ";base64," + to_base64(bytes) + R"("}}]}]})";
}

TEST_CASE("an image that is not what its URL says is refused, small and large") {
  const Mock mock({});
  for (const std::size_t size : {100UL, 100'000UL}) {
    const std::string gif = std::string("GIF89a\3\0\2\0\0\0\0", 13) + std::string(size, 'x');
    const std::string wrong = asked(mock, post(showing_picture("image/png", gif)));
    CHECK(header_of(wrong, "x-sightline-verdict") == "invalid");
    CHECK(
        message_of(wrong) ==
        "Body validation error: 'messages[0].content[0].image_url.url': Expected the bytes of an image/png, as the URL "
        "says / Received those of an image/gif");
    CHECK(header_of(asked(mock, post(showing_picture("image/gif", gif))), "x-sightline-verdict") == "miss");
    const std::string none = asked(mock, post(showing_picture("image/png", std::string(size, 'x'))));
    CHECK(message_of(none).find("Received data that begins with 78 78 78 78;") != std::string::npos);
  }
}

TEST_CASE("a request that has a recording is served, whatever is wrong with it") {
  const std::string body = question("Hi?", R"(,"temperature":9)");
  const Mock mock({fixture_of(body, {plain("served")})});
  CHECK(body_of(asked(mock, post(body, "X-Sightline-Repeat: 0\r\n"))) == "served");
  CHECK(asked(mock, post(question("Ho?", R"(,"temperature":9)"))).substr(9, 3) == "400");
}

TEST_CASE("whose rules a request is held to is chosen") {
  const auto verdict = [](ValidationRules rules, const std::string& body) {
    const Mock mock({}, {.validate = rules});
    return header_of(asked(mock, post(body)), "x-sightline-verdict");
  };
  const std::string wrong = question("Hi?", R"(,"temperature":9)");
  const std::string wrong_there = question("Hi?", R"(,"seed":0)");
  CHECK(verdict(ValidationRules::off, wrong) == "miss");
  CHECK(verdict(ValidationRules::openai, wrong) == "invalid");
  CHECK(verdict(ValidationRules::openai, wrong_there) == "miss");
  CHECK(verdict(ValidationRules::aimlapi, wrong_there) == "invalid");
  const Mock lenient({}, {.validate = ValidationRules::off});
  const std::string undecodable = R"({"image_url":{"url":"data:image/png;base64,)" + std::string(20'000, '!') + "\"}}";
  CHECK(message_of(asked(lenient, post(undecodable))) ==
        "Body validation error: an 'image_url.url' is a data: URL whose base64 does not decode");
}

/// An answer as the client of this program sees it.
Outcome outcome_of(const std::string& answer) {
  Outcome outcome;
  outcome.status = std::stoi(answer.substr(9, 3));
  outcome.headers = {{"content-type", header_of(answer, "content-type")},
                     {"x-sightline-verdict", header_of(answer, "x-sightline-verdict")},
                     {"x-request-id", header_of(answer, "x-request-id")}};
  outcome.body = body_of(answer);
  return outcome;
}

TEST_CASE("errors are written in the dialect that was chosen, and read in each") {
  const std::string wrong = question("Hi?", R"(,"top_p":7)");
  const std::string wrong_message = "Body validation error: 'top_p': Expected number from 0 to 1 / Received 7";
  struct Row {
    ErrorDialect dialect;
    bool openai;
    bool aimlapi;
  };
  for (const Row& row : {Row{ErrorDialect::hybrid, true, true}, Row{ErrorDialect::openai, true, false},
                         Row{ErrorDialect::aimlapi, false, true}}) {
    const Mock mock({fixture_of(question("Hey?"), {plain("{}")})}, {.errors = row.dialect});
    for (const std::string& request :
         {post(wrong), post("no JSON"), post(question("Hi?")), std::string("GET /none HTTP/1.1\r\n\r\n"),
          std::string("GET /v1/models/none HTTP/1.1\r\n\r\n"), std::string("GET /v1/chat/completions HTTP/1.1\r\n\r\n"),
          std::string("DELETE /healthz HTTP/1.1\r\n\r\n")}) {
      const std::string answer = asked(mock, request);
      CAPTURE(request, answer);
      const auto body = parse_json(body_of(answer));
      REQUIRE(body);
      CHECK(body->map().size() == (row.openai ? 1U : 0U) + (row.aimlapi ? 5U : 0U));
      CHECK((at_pointer(*body, "/error/type") != nullptr) == row.openai);
      CHECK((body->find("statusCode") != nullptr) == row.aimlapi);
      CHECK((body->find("timestamp") != nullptr) == row.aimlapi);
    }
    const auto invalid = decode(outcome_of(asked(mock, post(wrong))));
    REQUIRE_FALSE(invalid.answer);
    CHECK(invalid.answer.error().kind == Failure::Kind::bad_request);
    CHECK(invalid.answer.error().message == wrong_message);
    const auto miss = decode(outcome_of(asked(mock, post(question("Hi?")))));
    REQUIRE_FALSE(miss.answer);
    CHECK(miss.answer.error().kind == Failure::Kind::missing_fixture);
    CHECK(miss.answer.error().message.find("\nnearest: /fixtures/s/c-") != std::string::npos);
    CHECK(miss.answer.error().request_id.starts_with("sightline-"));
    const auto other = decode(outcome_of(asked(mock, "GET /v1/models/none HTTP/1.1\r\n\r\n")));
    CHECK(other.answer.error().kind == Failure::Kind::not_found);
  }
}

TEST_CASE("an error of validation names the first member that is wrong") {
  const Mock mock({}, {.errors = ErrorDialect::openai});
  const auto param = [&](const std::string& request) {
    const auto body = parse_json(body_of(asked(mock, request)));
    REQUIRE(body);
    return to_json(*at_pointer(*body, "/error/param"));
  };
  CHECK(param(post(
            R"({"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"a"}}]}],)"
            R"("n":0})")) == R"("messages[0].content[0].image_url.url")");
  CHECK(param(post("no JSON")) == "null");
  CHECK(param(post(question("Hi?"))) == "null");
}

TEST_CASE("dialects are known by their names") {
  CHECK(error_dialect_named("hybrid") == ErrorDialect::hybrid);
  CHECK(error_dialect_named("openai") == ErrorDialect::openai);
  CHECK(error_dialect_named("aimlapi") == ErrorDialect::aimlapi);
  CHECK_FALSE(error_dialect_named("both"));
}

TEST_CASE("other routes") {
  const Mock mock({fixture_of(R"({"model":"alibaba/qwen3","messages":[]})", {plain("{}")}),
                   fixture_of(R"({"model":"gpt","messages":[]})", {plain("{}")})});
  const auto got = [&](const std::string& path, const std::string& method = "GET") {
    const std::string answer = asked(mock, method + " " + path + " HTTP/1.1\r\n\r\n");
    return answer.substr(9, 3) + " " + body_of(answer);
  };
  CHECK(got("/healthz") == R"(200 {"status":"ok","fixtures":2})");
  const std::string qwen = R"({"id":"alibaba/qwen3","object":"model","created":0,"owned_by":"recorded"})";
  CHECK(got("/v1/models") == R"(200 {"object":"list","data":[)" + qwen +
                                 R"(,{"id":"gpt","object":"model","created":0,"owned_by":"recorded"}]})");
  CHECK(got("/v1/models/alibaba/qwen3") == "200 " + qwen);
  CHECK(got("/models/alibaba%2Fqwen3") == "200 " + qwen);
  CHECK(message_of(asked(mock, "GET /v1/models/none HTTP/1.1\r\n\r\n")) ==
        "no recording is of the model 'none'; GET /v1/models lists those that have any");
  CHECK(message_of(asked(mock, "GET /v1/modelsx HTTP/1.1\r\n\r\n")) ==
        "there is no GET '/v1/modelsx' here; this server has POST /v1/chat/completions, POST /v1/embeddings, GET "
        "/v1/models, GET /healthz, GET /metrics and /__sightline/journal, /coverage and /reset");
  const std::string wrong = asked(mock, "GET /v1/chat/completions HTTP/1.1\r\n\r\n");
  CHECK(wrong.starts_with("HTTP/1.1 405 Method Not Allowed\r\n"));
  CHECK(header_of(wrong, "allow") == "POST");
  CHECK(message_of(wrong) == "'/v1/chat/completions' is answered to POST, not to GET");
  CHECK(message_of(asked(mock, "POST /healthz HTTP/1.1\r\nContent-Length: 0\r\n\r\n")) ==
        "'/healthz' is answered to GET, not to POST");
}

TEST_CASE("what is recorded while the server runs is served") {
  Mock mock({});
  CHECK(asked(mock, post(question("Hi?"))).substr(9, 3) == "404");
  REQUIRE(mock.library.record("s", "c", fixture_of(question("Hi?"), {plain("now")}), {}));
  CHECK(body_of(asked(mock, post(question("Hi?")))) == "now");
}

TEST_CASE("the address is told") {
  const Mock mock({});
  CHECK(mock.server->base_url() == "http://127.0.0.1:" + std::to_string(mock.server->port()) + "/v1");
  MockServer taken(mock.library, {.port = mock.server->port()});
  CHECK_FALSE(taken.start());
}

TEST_CASE("many clients at once get their own answers") {
  std::vector<Fixture> fixtures;
  RecordedResponse streamed;
  streamed.stream = true;
  for (int i = 0; i < 64; ++i) {
    const std::string number = std::to_string(i);
    fixtures.push_back(fixture_of(question("plain " + number), {plain("plain " + number)}));
    streamed.body = sse_frame(number) + sse_frame("[DONE]");
    streamed.arrivals = {{0, 100}, {sse_frame(number).size(), 900}};
    fixtures.push_back(fixture_of(question("stream " + number, R"(,"stream":true)"), {streamed}));
  }
  const Mock mock(fixtures, {.pace = {.speed = 1}});
  std::atomic<int> right = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 64; ++i) {
    clients.emplace_back([&mock, &right, number = std::to_string(i)] {
      RawClient client(mock.server->port());
      for (int k = 0; k < 5; ++k) {
        client.send(post(question("plain " + number), "X-Sightline-Repeat: 0\r\n"));
        if (body_of(client.answer()) == "plain " + number) ++right;
        client.send(post(question("stream " + number, R"(,"stream":true)"), "X-Sightline-Repeat: 0\r\n"));
        if (unchunked(client.answer()) == sse_frame(number) + sse_frame("[DONE]")) ++right;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  CHECK(right == 640);
}

}  // namespace
}  // namespace sightline

#include <catch2/catch.hpp>

#include "json/json.h"
#include "mock.h"
#include "mock/cross_origin.h"
#include "mock/cursors.h"
#include "mock/route.h"

namespace sightline {

using namespace fakes;
using namespace mock_tests;

namespace {

TEST_CASE("sessions count their repeats apart, by path or by header") {
  const Mock mock({fixture_of(question("Hi?"), {plain("0"), plain("1")})});
  const auto by_path = [&](const std::string& session) {
    return body_of(asked(mock, post(question("Hi?"), "", "/s/" + session + "/v1/chat/completions")));
  };
  CHECK(by_path("a") == "0");
  CHECK(by_path("b") == "0");
  CHECK(by_path("a") == "1");
  CHECK(body_of(asked(mock, post(question("Hi?"), "X-Sightline-Session: b\r\n"))) == "1");
  CHECK(body_of(asked(mock, post(question("Hi?")))) == "0");
  CHECK(asked(mock, post(question("Hi?"), "X-Sightline-Session: a b\r\n")).substr(9, 3) == "400");
  CHECK(asked(mock, post(question("Hi?"), "", "/s/a%20b/v1/chat/completions")).substr(9, 3) == "400");
}

TEST_CASE("a reset makes the server forget its sessions") {
  const Mock mock({fixture_of(question("Hi?"), {plain("0")})});
  CHECK(body_of(asked(mock, post(question("Hi?")))) == "0");
  CHECK(asked(mock, post(question("Hi?"))).substr(9, 3) == "404");
  CHECK(asked(mock, post("", "", "/__sightline/reset")).substr(9, 3) == "200");
  CHECK(body_of(asked(mock, post(question("Hi?")))) == "0");
  CHECK(body_of(got(*mock.server, "/__sightline/journal")).find("miss") == std::string::npos);
}

TEST_CASE("an error that is to be sent again does not use up its repeat") {
  RecordedResponse limited = plain("slow down");
  limited.status = 429;
  const Mock mock({fixture_of(question("Hi?"), {limited, plain("1")})});
  for (int i = 0; i < 3; ++i) CHECK(asked(mock, post(question("Hi?"))).substr(9, 3) == "429");
}

TEST_CASE("what was retried while recording comes first where that is asked for") {
  RecordedResponse limited = plain("slow down");
  limited.status = 429;
  RecordedResponse answer = plain("good");
  answer.attempts = {limited, limited};
  const Fixture fixture = fixture_of(question("Hi?"), {answer, plain("second")});
  const Mock mock({fixture}, {.replay_attempts = true});
  const auto ask = [&] { return asked(mock, post(question("Hi?"))).substr(9, 3); };
  CHECK(ask() == "429");
  CHECK(ask() == "429");
  CHECK(body_of(asked(mock, post(question("Hi?")))) == "good");
  CHECK(body_of(asked(mock, post(question("Hi?")))) == "second");
  const Mock usual({fixture});
  CHECK(body_of(asked(usual, post(question("Hi?")))) == "good");
  // A fault that cannot fire changes nothing of that.
  const Mock faulty({fixture}, {.faults = {*parse_fault_rule("cut=5000")}, .replay_attempts = true});
  for (const char* status : {"429", "429", "200"}) CHECK(asked(faulty, post(question("Hi?"))).substr(9, 3) == status);
}

TEST_CASE("sessions that asked least lately are forgotten, and no session grows with its requests") {
  Cursors cursors(3);
  const auto take = [&](const std::string& session, std::optional<unsigned> said = {}) {
    const RepeatTurn turn = cursors.take(session, "k", said, [](const RepeatTurn&) { return true; });
    return std::pair(turn.repeat, turn.attempt);
  };
  using Turn = std::pair<unsigned, unsigned>;
  for (unsigned i = 0; i < 1'000; ++i) CHECK(take("a") == Turn(i, 0));
  CHECK(take("b") == Turn(0, 0));
  CHECK(take("c") == Turn(0, 0));
  CHECK(take("a") == Turn(1'000, 0));
  CHECK(take("d") == Turn(0, 0));
  CHECK(take("a") == Turn(1'001, 0));
  CHECK(take("b") == Turn(0, 0));
  for (unsigned i = 0; i < 10; ++i) CHECK(take("e", i) == Turn(i, 0));
  CHECK(take("e", 9) == Turn(9, 1));
  CHECK(take("e", 0) == Turn(0, 0));
}

TEST_CASE("the journal has every request by parts and hashes") {
  const Fixture fixture = fixture_of(question("Hi?"), {plain("{}")});
  const Mock mock({fixture});
  asked(mock, post(question("Hi?"), "x-stainless-retry-count: 2\r\n", "/s/one/v1/chat/completions"));
  asked(mock, post(question("Ho?")));
  asked(mock, post("{"));
  const auto journal = parse_json(body_of(got(*mock.server, "/__sightline/journal")));
  REQUIRE(journal);
  const Node::List& entries = journal->find("entries")->list();
  REQUIRE(entries.size() == 3);
  const std::string parts = R"({"model":")" + fixture.request.parts.model + R"(","messages":[")" +
                            fixture.request.parts.messages[0] + R"("],"images":[],"params":")" +
                            fixture.request.parts.params + "\"}";
  CHECK(to_json(entries[0]) ==
        R"({"verdict":"hit","status":200,"session":"one","path":"/v1/chat/completions","key":")" + fixture.request.key +
            R"(","repeat":0,"retry":2,"stream":false,"fixture":"/fixtures/s/c-)" + short_hash(fixture.request.key) +
            R"(.json","parts":)" + parts + "}");
  CHECK(entries[1].find("verdict")->string() == "miss");
  CHECK(entries[1].find("nearest")->string() == "/fixtures/s/c-" + short_hash(fixture.request.key) + ".json");
  CHECK(entries[1].find("parts")->find("messages")->list().size() == 1);
  CHECK(entries[2].find("verdict")->string() == "invalid");
  const auto counted = [&](const std::string& query) {
    return parse_json(body_of(got(*mock.server, "/__sightline/journal?" + query)))->find("entries")->list().size();
  };
  CHECK(counted("session=one") == 1);
  CHECK(counted("verdict=miss") == 1);
  CHECK(counted("key=" + fixture.request.key.substr(0, 8)) == 1);
  CHECK(counted("fixture=*%2Fs%2Fc-*") == 1);
  CHECK(counted("verdict=hit&session=two") == 0);
  CHECK(message_of(got(*mock.server, "/__sightline/journal?casee=x")) ==
        "unknown parameter 'casee'; there are session, verdict, key and fixture");
}

TEST_CASE("old entries make room for new ones, and are counted") {
  const Mock mock({fixture_of(question("Hi?"), {plain("{}")})}, {.journal_entries = 2});
  for (int i = 0; i < 5; ++i) asked(mock, post(question("Hi?"), "X-Sightline-Repeat: 0\r\n"));
  const auto journal = parse_json(body_of(got(*mock.server, "/__sightline/journal")));
  CHECK(journal->find("entries")->list().size() == 2);
  CHECK(journal->find("dropped")->number() == 3);
}

TEST_CASE("coverage tells used, unused and missed") {
  const Mock mock({fixture_of(question("Hi?"), {plain("{}")}), fixture_of(question("Ho?"), {plain("{}")})});
  asked(mock, post(question("Hi?")));
  asked(mock, post(question("He?")));
  asked(mock, post(question("He?")));
  const auto coverage = parse_json(body_of(got(*mock.server, "/__sightline/coverage")));
  REQUIRE(coverage);
  CHECK(coverage->find("used")->list().size() == 1);
  CHECK(coverage->find("used")->list()[0].find("requests")->number() == 1);
  CHECK(coverage->find("unused")->list().size() == 1);
  REQUIRE(coverage->find("missed")->list().size() == 1);
  CHECK(coverage->find("missed")->list()[0].find("requests")->number() == 2);
}

TEST_CASE("metrics are in Prometheus' text form") {
  const Mock mock({fixture_of(question("Hi?"), {plain("{}")})}, {.faults = {*parse_fault_rule("status=503,times=1")}});
  asked(mock, post(question("Hi?")));
  asked(mock, post(question("Hi?")));
  const std::string answer = got(*mock.server, "/metrics");
  CHECK(header_of(answer, "Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  const std::string text = body_of(answer);
  for (const char* line :
       {"sightline_requests_total{verdict=\"hit\",status=\"200\"} 1\n",
        "sightline_requests_total{verdict=\"fault\",status=\"503\"} 1\n",
        "sightline_faults_total{fault=\"status\"} 1\n", "sightline_fixtures 1\n",
        "sightline_handling_seconds_count 2\n", "sightline_stream_lateness_seconds_bucket{le=\"0.01\"} 0\n",
        "# TYPE sightline_requests_total counter\n"}) {
    INFO(line << text);
    CHECK(text.find(line) != std::string::npos);
  }
}

TEST_CASE("a token that is required is required of all but the health check") {
  const Mock mock({fixture_of(question("Hi?"), {plain("{}")})}, {.required_token = "open sesame"});
  const auto status = [&](const std::string& headers) {
    return asked(mock, post(question("Hi?"), headers + "X-Sightline-Repeat: 0\r\n")).substr(9, 3);
  };
  CHECK(status("") == "401");
  CHECK(status("Authorization: Bearer open\r\n") == "401");
  CHECK(status("Authorization: open sesame\r\n") == "401");
  CHECK(status("Authorization: bearer open sesame\r\n") == "200");
  CHECK(got(*mock.server, "/healthz").substr(9, 3) == "200");
  CHECK(got(*mock.server, "/metrics").substr(9, 3) == "401");
  const std::string journal = body_of(
      asked(mock, "GET /__sightline/journal?verdict=invalid HTTP/1.1\r\nAuthorization: Bearer open sesame\r\n\r\n"));
  CHECK(parse_json(journal)->find("entries")->list().size() == 4);
  CHECK(journal.find("\"status\":401") != std::string::npos);
  const std::string refused = asked(mock, post(question("Hi?"), "Authorization: Bearer wrong-key-value\r\n"));
  CHECK(refused.find("wrong-key-value") == std::string::npos);
  CHECK(refused.find("sesame") == std::string::npos);
}

TEST_CASE("pages of this machine may ask, others may not") {
  for (const char* origin :
       {"http://localhost", "http://localhost:5173", "https://127.0.0.1:8443", "http://[::1]:80"}) {
    CHECK(is_loopback_origin(origin));
  }
  for (const char* origin : {"http://localhost.evil.com", "http://127.0.0.1.evil.com", "http://evil.com:80", "null", "",
                             "http://localhost:80a", "file://localhost", "http://[::1"}) {
    CHECK_FALSE(is_loopback_origin(origin));
  }
  const Mock mock({fixture_of(question("Hi?"), {plain("{}")})});
  const std::string preflight = asked(mock,
                                      "OPTIONS /v1/chat/completions HTTP/1.1\r\nOrigin: http://localhost:3000\r\n"
                                      "Access-Control-Request-Headers: authorization,content-type\r\n\r\n");
  CHECK(preflight.substr(9, 3) == "204");
  CHECK(header_of(preflight, "access-control-allow-origin") == "http://localhost:3000");
  CHECK(header_of(preflight, "access-control-allow-headers") == "authorization,content-type");
  const std::string foreign = asked(mock, "OPTIONS /v1/chat/completions HTTP/1.1\r\nOrigin: http://evil.com\r\n\r\n");
  CHECK(header_of(foreign, "access-control-allow-origin") == "none");
  const std::string answer = asked(mock, post(question("Hi?"), "Origin: http://localhost:3000\r\n"));
  CHECK(header_of(answer, "access-control-allow-origin") == "http://localhost:3000");
  CHECK(header_of(asked(mock, post(question("Hi?"))), "access-control-allow-origin") == "none");
}

TEST_CASE("a page of another site makes the server do nothing") {
  const Mock mock({fixture_of(question("Hi?"), {plain("{}")})});
  for (const std::string origin : {"https://evil.com", "null", "http://localhost.evil.com", "file://"}) {
    CAPTURE(origin);
    const std::string header = "Origin: " + origin + "\r\n";
    CHECK(asked(mock, post(question("Hi?"), header)).substr(9, 3) == "403");
    CHECK(asked(mock, post("", header, "/__sightline/reset")).substr(9, 3) == "403");
    CHECK(asked(mock, "GET /__sightline/journal HTTP/1.1\r\n" + header + "\r\n").substr(9, 3) == "403");
  }
  CHECK(got(*mock.server, "/__sightline/journal").find("\"verdict\":\"hit\"") == std::string::npos);
  CHECK(asked(mock, post("", "Origin: http://localhost:5173\r\n", "/__sightline/reset")).substr(9, 3) == "200");
}

TEST_CASE("a name that was made to lead here is not served, where the server listens on this machine alone") {
  const Mock mock({fixture_of(question("Hi?"), {plain("{}")})});
  const auto status = [&](const std::string& host) {
    return asked(mock, "GET /__sightline/journal HTTP/1.1\r\nHost: " + host + "\r\n\r\n").substr(9, 3);
  };
  for (const char* host : {"evil.com", "evil.com:8080", "127.0.0.1.evil.com", "localhost.evil.com:80", "EVIL.com"}) {
    CAPTURE(host);
    CHECK(status(host) == "403");
  }
  for (const char* host : {"127.0.0.1", "localhost:8080", "[::1]:8080", "192.168.1.7", "mock",
                           "host.docker.internal:80", "api.localhost"}) {
    CAPTURE(host);
    CHECK(status(host) == "200");
  }
  MockOptions everywhere;
  everywhere.address = "0.0.0.0";
  const Mock reached({fixture_of(question("Hi?"), {plain("{}")})}, everywhere);
  CHECK(asked(reached, "GET /healthz HTTP/1.1\r\nHost: mock.default.svc.cluster.local\r\n\r\n").substr(9, 3) == "200");
}

TEST_CASE("paths are told apart under any base") {
  CHECK(route_of("/v1/chat/completions").kind == Route::Kind::completions);
  CHECK(route_of("/s/a/v1/embeddings").kind == Route::Kind::embeddings);
  CHECK(route_of("/s/a/v1/embeddings").session == "a");
  CHECK(route_of("/s/a").kind == Route::Kind::none);
  CHECK(route_of("/s//v1/models").kind == Route::Kind::bad_session);
  CHECK(route_of("/v1/models/a/b").model_id == "a/b");
  CHECK(route_of("/v1/metrics").kind == Route::Kind::none);
  CHECK(route_of("/s/x/__sightline/journal").kind == Route::Kind::journal);
}

TEST_CASE("embeddings are served where they are recorded") {
  Fixture fixture;
  fixture.request = *key_request(R"({"model":"e","input":"cat"})", {}, kEmbeddingsPath);
  fixture.source = "authored";
  fixture.responses = {plain(R"({"data":[]})")};
  const Mock mock({fixture});
  CHECK(body_of(asked(mock, post(R"({"input":"cat","model":"e"})", "", "/v1/embeddings"))) == R"({"data":[]})");
  CHECK(asked(mock, post(R"({"input":"dog","model":"e"})", "", "/v1/embeddings")).substr(9, 3) == "404");
  CHECK(asked(mock, post(R"({"input":"cat","model":"e"})")).substr(9, 3) != "200");
}

TEST_CASE("a new library takes the place of the old one while requests go on") {
  const Mock mock({fixture_of(question("Hi?"), {plain("old")})});
  MemoryFiles files;
  const auto library = std::make_shared<Library>(files, "/new");
  REQUIRE(library->record("s", "c", fixture_of(question("Hi?"), {plain("new")}), {}));
  CHECK(body_of(asked(mock, post(question("Hi?"), "X-Sightline-Repeat: 0\r\n"))) == "old");
  mock.server->serve(library);
  CHECK(body_of(asked(mock, post(question("Hi?"), "X-Sightline-Repeat: 0\r\n"))) == "new");
  // Entries of the old library's fixtures can still be read.
  CHECK(body_of(got(*mock.server, "/__sightline/journal")).find("/fixtures/s/c-") != std::string::npos);
}

}  // namespace
}  // namespace sightline

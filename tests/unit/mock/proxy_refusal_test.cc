#include "json/json.h"
#include "recording_rig.h"

namespace sightline {

using namespace fakes;
using namespace mock_tests;

namespace {

std::vector<std::string> verdicts(const MockServer& server) {
  const auto journal = parse_json(body_of(got(server, "/__sightline/journal")));
  REQUIRE(journal);
  std::vector<std::string> verdicts;
  for (const Node& entry : journal->find("entries")->list()) verdicts.push_back(entry.find("verdict")->string());
  return verdicts;
}

using Verdicts = std::vector<std::string>;

ServerResponse event_stream(std::string body) {
  ServerResponse response;
  response.headers = {{"content-type", "text/event-stream"}};
  response.pieces = {{body.size(), std::chrono::microseconds(0)}};
  response.body = std::move(body);
  return response;
}

TEST_CASE("a status that no fixture can hold is passed on and not written") {
  for (const int status : {600, 999}) {
    Upstream upstream([&](int) { return json("{}", status); });
    Recording recording(upstream.url());
    CHECK(asked(*recording.server, post(question("Hi?"))).substr(9, 3) == std::to_string(status));
    CHECK(recording.files.paths().empty());
    CHECK(recording.told().find("a fixture cannot hold it: 'status' is " + std::to_string(status)) !=
          std::string::npos);
    CHECK(verdicts(*recording.server) == Verdicts{"passed"});
  }
}

TEST_CASE("headers that came twice are recorded as one") {
  Upstream upstream([](int) {
    ServerResponse response = json("{}");
    response.headers.push_back({"x-ratelimit-note", "a"});
    response.headers.push_back({"x-ratelimit-note", "b"});
    return response;
  });
  Recording recording(upstream.url());
  asked(*recording.server, post(question("Hi?")));
  CHECK(header_of(replayed_from(recording.files, post(question("Hi?"))), "x-ratelimit-note") == "a, b");
}

TEST_CASE("the journal says of an answer that it was recorded only where a file was written") {
  Upstream upstream([](int number) {
    if (number == 0) return json("{}");
    ServerResponse cut = event_stream("data: {}\n\n");
    cut.ending = Ending::cut;
    return cut;
  });
  Recording recording(upstream.url());
  asked(*recording.server, post(question("Hi?")));
  RawClient client(recording.server->port());
  client.send(post(question("Ho?", R"(,"stream":true)")));
  client.rest();
  CHECK(verdicts(*recording.server) == Verdicts{"recorded", "passed"});
  CHECK(recording.told().starts_with("an answer of 127.0.0.1:"));
  const std::string coverage = body_of(got(*recording.server, "/__sightline/coverage"));
  CHECK(coverage.find("\"requests\":1") != std::string::npos);
}

TEST_CASE("the journal says that no answer came") {
  Recording recording("http://127.0.0.1:1/v1");
  asked(*recording.server, post(question("Hi?")));
  const auto journal = parse_json(body_of(got(*recording.server, "/__sightline/journal")));
  CHECK(at_pointer(*journal, "/entries/0/verdict")->string() == "passed");
  CHECK(at_pointer(*journal, "/entries/0/status")->number() == 502);
}

TEST_CASE("a stream without the blank line behind its end is recorded and replayed byte for byte") {
  const std::string bytes = "data: " + chunk("a") + "\n\ndata: [DONE]\n";
  Upstream upstream([&](int) { return event_stream(bytes); });
  Recording recording(upstream.url());
  const std::string request = post(question("Hi?", R"(,"stream":true)"));
  CHECK(unchunked(asked(*recording.server, request)) == bytes);
  CHECK(unchunked(replayed_from(recording.files, request)) == bytes);
}

TEST_CASE("a stream without its end says why it is not recorded") {
  Upstream upstream([&](int) { return event_stream("data: " + chunk("a") + "\n\n"); });
  Recording recording(upstream.url());
  asked(*recording.server, post(question("Hi?", R"(,"stream":true)")));
  CHECK(recording.files.paths().empty());
  CHECK(recording.told().find("its stream ended without its end") != std::string::npos);
}

TEST_CASE("an answer of half a JSON is passed on, and said not to be recorded") {
  Upstream upstream([](int) { return json(R"({"choices":[{"mess)"); });
  Recording recording(upstream.url());
  CHECK(body_of(asked(*recording.server, post(question("Hi?")))) == R"({"choices":[{"mess)");
  CHECK(recording.files.paths().empty());
  CHECK(recording.told().find("no whole JSON") != std::string::npos);
}

}  // namespace
}  // namespace sightline

#include "base/base64.h"
#include "recording_rig.h"

namespace sightline {

using namespace fakes;
using namespace mock_tests;

namespace {

TEST_CASE("a model's place in the upstream is passed on as it was sent") {
  Upstream upstream([](int) { return json("{}"); });
  Recording recording(upstream.url());
  for (const char* id : {"openai%2Fgpt-4o", "openai/gpt-4o", "a%20b..c", "x?limit=..%2f"}) {
    CHECK(got(*recording.server, std::string("/v1/models/") + id).substr(9, 3) == "200");
    CHECK(upstream.last_target() == std::string("/v1/models/") + id);
  }
}

TEST_CASE("a path that would lead out of the models does not go upstream") {
  Upstream upstream([](int) { return json("{}"); });
  Recording recording(upstream.url());
  for (const char* id : {"..%2f..%2fadmin", "../../admin", "%2e%2e/admin", "a/%2E%2E%2f..%2fadmin",
                         "%252e%252e%252fadmin", "..%5cadmin", ".", "a/..;x/../../admin"}) {
    CAPTURE(id);
    const std::string answer = got(*recording.server, std::string("/v1/models/") + id);
    CHECK(answer.substr(9, 3) == "400");
    CHECK(message_of(answer).find("leads to another place of the API") != std::string::npos);
  }
  CHECK(upstream.count() == 0);
}

TEST_CASE("what upstream says to browsers stays with it, and what a browser says of its page stays here") {
  Upstream upstream([](int) {
    ServerResponse response = json("{}");
    for (const char* name :
         {"Access-Control-Allow-Origin", "access-control-expose-headers", "Alt-Svc", "Strict-Transport-Security"}) {
      response.headers.push_back({name, "*"});
    }
    response.headers.push_back({"openai-version", "1"});
    return response;
  });
  Recording recording(upstream.url());
  const std::string answer =
      asked(*recording.server,
            post(question("Hi?"), "Origin: http://localhost:3000\r\nReferer: http://localhost:3000/a\r\n"));
  CHECK(header_of(answer, "openai-version") == "1");
  for (const char* name : {"Alt-Svc", "Strict-Transport-Security"}) CHECK(header_of(answer, name) == "none");
  CHECK(answer.find(": *") == std::string::npos);
  CHECK(answer.find("http://localhost:3000") != std::string::npos);
  CHECK(upstream.last_header("Origin") == "none");
  CHECK(upstream.last_header("Referer") == "none");
}

TEST_CASE("the server's own token does not go upstream, where a key of its own does") {
  Upstream upstream([](int) { return json("{}"); });
  RecordingProxy::Options options;
  options.own_token = "own-token-of-this-server";
  const std::string bearing = "Authorization: Bearer own-token-of-this-server\r\n";
  {
    Recording recording(upstream.url(), options);
    asked(*recording.server, post(question("Hi?"), bearing));
    CHECK(upstream.last_header("Authorization") == "none");
  }
  options.key = "sk-key-of-the-upstream";
  Recording recording(upstream.url(), options);
  asked(*recording.server, post(question("Hi?"), bearing));
  CHECK(upstream.last_header("Authorization") == "Bearer sk-key-of-the-upstream");
  asked(*recording.server, "GET /v1/models HTTP/1.1\r\n" + bearing + "\r\n");
  CHECK(upstream.last_header("Authorization") == "Bearer sk-key-of-the-upstream");
}

TEST_CASE("an answer that echoes the upstream's key is not written") {
  Upstream upstream([](int) { return json(R"({"you":"sk-key-of-the-upstream"})"); });
  RecordingProxy::Options options;
  options.key = "sk-key-of-the-upstream";
  Recording recording(upstream.url(), options);
  asked(*recording.server, post(question("Hi?")));
  CHECK(recording.files.paths().empty());
  CHECK(recording.told().find("would hold a secret") != std::string::npos);
}

TEST_CASE("secrets of queries, cookies and passwords are looked for in what would be written") {
  struct Row {
    std::string echo;
    std::string headers;
    std::string query;
  };
  const std::vector<Row> rows{
      {"azure-key-0815", "", "?api-version=2&api-key=azure-key-0815"},
      {"signed+token=", "", "?access_token=signed%2Btoken%3D"},
      {"session-4711", "Cookie: theme=dark; sid=session-4711; lang=en\r\n", ""},
      {"ada:pass-word-1", "Authorization: Basic " + to_base64("ada:pass-word-1") + "\r\n", ""},
      {"pass-word-1", "Authorization: Basic " + to_base64("ada:pass-word-1") + "\r\n", ""},
      {"shared-secret-9", "X-Api-Key: shared-secret-9\r\n", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.echo);
    Upstream upstream([&](int) { return json(R"({"you":")" + row.echo + "\"}"); });
    Recording recording(upstream.url());
    asked(*recording.server, post(question("Hi?"), row.headers, "/v1/chat/completions" + row.query));
    CHECK(upstream.count() == 1);
    CHECK(recording.files.paths().empty());
    CHECK(recording.told().find("would hold a secret") != std::string::npos);
  }
}

}  // namespace
}  // namespace sightline

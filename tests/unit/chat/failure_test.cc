#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "chat/chat.h"
#include "unit/chat/outcomes.h"

namespace sightline {
namespace {

using Trouble = Outcome::Trouble;

struct Row {
  int status;
  std::string body;
  std::string expected;
  std::vector<Header> headers = {};
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.status << ' ' << row.body);
    CHECK(decoded_text(answered(row.status, row.body, row.headers)) == row.expected);
  }
}

}  // namespace

TEST_CASE("errors of OpenAI's dialect") {
  check({
      {401, R"({"error": {"message": "You did not provide a key.", "type": "auth", "param": null, "code": null}})",
       "unauthorized 401: You did not provide a key."},
      {403, R"({"error": {"message": "Forbidden"}})", "forbidden 403: Forbidden"},
      {404, R"({"error": {"message": "No such model"}})", "not_found 404: No such model"},
      {429, R"({"error": {"message": "Slow down", "code": "rate_limit_exceeded"}})", "rate_limited 429: Slow down"},
      {400, R"({"error": {"message": "", "type": "invalid_request_error"}})", "bad_request 400: invalid_request_error"},
      {409, R"({"error": {"message": null, "code": "conflict"}})", "bad_request 409: conflict"},
      {503, R"({"error": {"message": "Busy", "code": 429}})", "server_error 503: Busy"},
      {500, R"({"error": "boom"})", "server_error 500: boom"},
  });
}

TEST_CASE("errors of the second dialect") {
  check({
      {400, R"({"message": "Body validation error", "path": "/v1/chat/completions", "requestId": "r-1",
                "statusCode": 400, "timestamp": "2026-01-01T00:00:00Z"})",
       "bad_request 400 id=r-1: Body validation error"},
      {429, R"({"message": "Free-tier limit: 10 a day", "statusCode": "429"})",
       "rate_limited 429: Free-tier limit: 10 a day"},
      {404, R"({"statusCode": 404, "message": "Cannot POST /v2", "error": "Not Found"})",
       "not_found 404: Cannot POST /v2"},
      {404, R"({"statusCode": 404, "error": "Not Found"})", "not_found 404: Not Found"},
      {400, R"({"statusCode": 400, "message": ["model is required", "messages is required"]})",
       "bad_request 400: model is required; messages is required"},
      {504, R"({"message": "Generation timeout", "statusCode": 504})", "server_error 504: Generation timeout"},
  });
}

TEST_CASE("errors that carry both dialects, and others") {
  check({
      {401, R"({"error": {"message": "inner"}, "message": "outer", "requestId": "r", "statusCode": 401})",
       "unauthorized 401 id=r: inner"},
      {422, R"({"detail": [{"loc": ["body"], "msg": "field required"}, {"msg": "too short"}]})",
       "bad_request 422: field required; too short"},
      {404, R"({"detail": "Not Found"})", "not_found 404: Not Found"},
      {400, R"("just text")", "bad_request 400: just text"},
  });
}

TEST_CASE("errors without a message that can be read") {
  check({
      {500, "", "server_error 500: HTTP 500 with an empty body"},
      {502, "<html>\n<h1>502 Bad Gateway</h1>",
       "server_error 502: HTTP 502 with a body that is no error message: '<html> <h1>502 Bad Gateway</h1>'"},
      {500, "{}", "server_error 500: HTTP 500 with a body that is no error message: '{}'"},
      {400, "[]", "bad_request 400: HTTP 400 with a body that is no error message: '[]'"},
      {418, std::string(10'000, '['),
       "bad_request 418: HTTP 418 with a body that is no error message: '" + std::string(79, '[') + "…'"},
      {500, "\xFF\xFE", "server_error 500: HTTP 500 with a body that is no error message: '\xEF\xBF\xBD\xEF\xBF\xBD'"},
      {307,
       "",
       "bad_request 307: the server redirects to 'https://h/v2', and redirects are not followed; correct base_url",
       {{"Location", "https://h/v2?token=secret"}}},
  });
}

TEST_CASE("a message is one line, bounded, and shows no key") {
  const std::string key = "sk-abcdefghijklmnop";
  check({
      {401, R"({"error": {"message": "Incorrect key:\n\t)" + key + R"( (see docs)."}})",
       "unauthorized 401: Incorrect key: sk-… (see docs)."},
      {401, R"({"message": "'Bearer abcdefghijkl' is not valid"})", "unauthorized 401: 'Bearer …' is not valid"},
      {400, R"({"message": "task-management-system is no model; Bearer of news"})",
       "bad_request 400: task-management-system is no model; Bearer of news"},
      {400, R"({"message": ")" + std::string(500, 'x') + R"("})", "bad_request 400: " + std::string(399, 'x') + "…"},
  });
}

TEST_CASE("when to ask again, and which request it was") {
  const std::string body = R"({"message": "wait"})";
  check({
      {429, body, "rate_limited 429 retry=7000: wait", {{"Retry-After", "7"}}},
      {429, body, "rate_limited 429 retry=1500: wait", {{"retry-after", "1.5"}}},
      {429, body, "rate_limited 429 retry=250: wait", {{"Retry-After", "7"}, {"Retry-After-Ms", "250"}}},
      {503, body, "server_error 503 retry=0: wait", {{"Retry-After", "-3"}}},
      {503,
       body,
       "server_error 503 retry=83000: wait",
       {{"Date", "Tue, 31 Dec 2024 23:59:07 GMT"}, {"Retry-After", "Wed, 01 Jan 2025 00:00:30 GMT"}}},
      {503,
       body,
       "server_error 503 retry=0: wait",
       {{"Date", "Wed, 01 Jan 2025 00:00:30 GMT"}, {"Retry-After", "Tue, 31 Dec 2024 23:59:07 GMT"}}},
      {503, body, "server_error 503: wait", {{"Retry-After", "Wed, 01 Jan 2025 00:00:30 GMT"}}},
      {503,
       body,
       "server_error 503: wait",
       {{"Date", "Tue, 31 Dec 2024 23:59:07 GMT"}, {"Retry-After", "Wed, 31 Feb 2025 00:00:30 GMT"}}},
      {503, body, "server_error 503: wait", {{"Retry-After", "soon"}}},
      {503, body, "server_error 503 id=h-1: wait", {{"X-Request-Id", "h-1"}}},
      {503, R"({"message": "wait", "requestId": "b-1"})", "server_error 503 id=b-1: wait", {{"X-Request-Id", "h-1"}}},
  });
}

TEST_CASE("a missing fixture keeps its lines, and only the embedded server's 404 is one") {
  const std::string body = R"({"error": {"message": "no fixture\n  nearest: a.json\n"}})";
  check({
      {404, body, "missing_fixture 404: no fixture\n  nearest: a.json\n", {{"X-Sightline-Verdict", "miss"}}},
      {404, body, "not_found 404: no fixture nearest: a.json", {}},
      {404, body, "not_found 404: no fixture nearest: a.json", {{"X-Sightline-Verdict", "hit"}}},
  });
}

TEST_CASE("trouble on the way is a failure of its kind, whatever had come") {
  const auto text = [](Trouble trouble) {
    Outcome outcome = answered(200, R"({"choices": [{"message": {"content": "a"}}]})");
    outcome.trouble = trouble;
    outcome.trouble_text = "why";
    return decoded_text(outcome);
  };
  CHECK(text(Trouble::name_not_resolved) == "name_not_resolved 200: why");
  CHECK(text(Trouble::refused_connection) == "refused_connection 200: why");
  CHECK(text(Trouble::tls) == "tls 200: why");
  CHECK(text(Trouble::connect_timeout) == "timeout 200: why");
  CHECK(text(Trouble::first_byte_timeout) == "timeout 200: why");
  CHECK(text(Trouble::total_timeout) == "timeout 200: why");
  CHECK(text(Trouble::broken_connection) == "broken_connection 200: why");
  CHECK(text(Trouble::answer_too_large) == "answer_too_large 200: why");
  CHECK(text(Trouble::local_file) == "harness 200: why");
  CHECK(text(Trouble::cancelled) == "harness 200: why");
  CHECK(text(Trouble::other) == "harness 200: why");
}

}  // namespace sightline

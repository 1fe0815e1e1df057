#include "mock.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "json/json.h"
#include "sse/sse.h"

namespace sightline::mock_tests {

using namespace fakes;

std::string question(const std::string& text, const std::string& params) {
  return R"({"model":"m","messages":[{"role":"user","content":")" + text + "\"}]" + params + "}";
}

Fixture fixture_of(const std::string& body, std::vector<RecordedResponse> responses,
                   const std::vector<std::string>& ignore) {
  Fixture fixture;
  fixture.request = *key_request(body, ignore);
  fixture.responses = std::move(responses);
  fixture.source = "live";
  fixture.recorded_at = "2026-11-20";
  return fixture;
}

RecordedResponse plain(const std::string& body) {
  RecordedResponse response;
  response.headers = {{"content-type", "application/json"}};
  response.body = body;
  return response;
}

std::string post(const std::string& body, const std::string& headers, const std::string& path) {
  return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string asked(const MockServer& server, const std::string& request) {
  RawClient client(server.port());
  client.send(request);
  return client.answer();
}

std::string asked(const Mock& mock, const std::string& request) {
  return asked(*mock.server, request);
}

std::string got(const MockServer& server, const std::string& path) {
  return asked(server, "GET " + path + " HTTP/1.1\r\n\r\n");
}

std::string message_of(const std::string& answer) {
  const auto body = parse_json(body_of(answer));
  REQUIRE(body);
  REQUIRE(body->find("message") != nullptr);
  CHECK(*body->find("message") == *at_pointer(*body, "/error/message"));
  return body->find("message")->string();
}

RecordedResponse streamed(const std::vector<std::string>& events) {
  RecordedResponse response;
  response.headers = {{"content-type", "text/event-stream"}};
  response.stream = true;
  for (const std::string& event : events) {
    response.arrivals.push_back({response.body.size(), static_cast<std::int64_t>(response.arrivals.size()) * 10'000});
    response.body += sse_frame(event);
  }
  response.body += sse_frame("[DONE]");
  return response;
}

std::string chunk(const std::string& text) {
  return R"({"choices":[{"index":0,"delta":{"content":)" + to_json(Node(text)) + "}}]}";
}

Mock::Mock(const std::vector<Fixture>& fixtures, MockOptions options) : library(files, "/fixtures") {
  for (const Fixture& fixture : fixtures) {
    if (!library.record("s", "c", fixture, {})) throw std::runtime_error("not recorded");
  }
  server = std::make_unique<MockServer>(library, std::move(options));
  if (!server->start()) throw std::runtime_error("not started");
}

}  // namespace sightline::mock_tests

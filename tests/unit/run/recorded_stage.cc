#include "recorded_stage.h"

#include <catch2/catch.hpp>

namespace sightline::fakes {

RecordedStage::RecordedStage() = default;

const Fixture& RecordedStage::record(const std::string& question, const std::vector<std::string>& texts,
                                     Fixture::After after) {
  std::vector<std::string> bodies;
  for (const std::string& text : texts) {
    bodies.push_back(R"({"choices":[{"message":{"content":)" + to_json(Node(text)) + "}}]}");
  }
  return record_body(R"([{"role":"user","content":)" + to_json(Node(question)) + "}]", bodies, 200, {}, after);
}

const Fixture& RecordedStage::record_body(const std::string& messages, const std::vector<std::string>& bodies,
                                          int status, const std::vector<std::string>& ignore, Fixture::After after) {
  auto request = key_request(R"({"model":"vendor/m","messages":)" + messages + "}", ignore);
  REQUIRE(request);
  const std::string key = request->key;
  Fixture fixture;
  fixture.request = std::move(*request);
  for (const std::string& body : bodies) {
    RecordedResponse response;
    response.status = status;
    response.body = body;
    fixture.responses.push_back(std::move(response));
  }
  fixture.after = after;
  fixture.source = "live";
  REQUIRE(recordings.record("s", "case", std::move(fixture), {}));
  return *recordings.find(key);
}

}  // namespace sightline::fakes

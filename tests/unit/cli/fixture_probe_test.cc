#include "cli/fixture_probe.h"

#include <catch2/catch.hpp>

#include "fakes/memory_files.h"

using namespace sightline;

namespace {

const std::string kRecorded = R"({"model":"m","messages":[{"role":"user","content":"a"}]})";
const std::string kOther = R"({"model":"m","messages":[{"role":"user","content":"b"}]})";

/// A library that has one recording, of kRecorded.
struct OneRecording {
  OneRecording() {
    Fixture fixture;
    fixture.request = *key_request(kRecorded);
    key = fixture.request.key;
    fixture.responses.emplace_back().body = "{}";
    fixture.source = "live";
    REQUIRE(library.record("s", "c", std::move(fixture), {}));
  }
  fakes::MemoryFiles files;
  Library library{files, "/fixtures"};
  std::string key;
};

}  // namespace

TEST_CASE("A probe says nothing where recordings answer their own requests and no others") {
  OneRecording recording;
  FixtureProbe probe(recording.library);
  REQUIRE(probe.start());
  for (int i = 0; i < 200; ++i) {
    probe.send({.told = "own", .key = recording.key, .body = kRecorded, .repeat = 0});
    probe.send({.told = "changed", .key = "", .body = kOther, .repeat = 0});
  }
  CHECK(probe.finish().empty());
  CHECK(probe.misses() == 200);
}

TEST_CASE("A probe tells an answer where there should be none, and none where there should be one") {
  OneRecording recording;
  FixtureProbe probe(recording.library);
  REQUIRE(probe.start());
  probe.send({.told = "a change that changes nothing", .key = "", .body = kRecorded, .repeat = 0});
  CHECK(probe.finish() ==
        std::vector<std::string>{"trouble: a change that changes nothing: the server answered 200 (hit, key " +
                                 recording.key.substr(0, 12) + ")"});
  probe.send({.told = "own request", .key = recording.key, .body = kOther, .repeat = 0});
  const auto troubles = probe.finish();
  REQUIRE(troubles.size() == 1);
  CHECK(troubles[0].starts_with("trouble: own request: the server answered 404 (miss, key "));
  CHECK(probe.misses() == 0);
}

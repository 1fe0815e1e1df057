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

TEST_CASE("A probe asks at the path of the recording, for its suite, and with digests where images are not at hand") {
  fakes::MemoryFiles files;
  Library library(files, "/fixtures");
  const auto add = [&](KeyedRequest request) {
    Fixture fixture;
    fixture.request = std::move(request);
    fixture.responses.emplace_back().body = "{}";
    fixture.source = "live";
    REQUIRE(library.record("s", "c", std::move(fixture), {}));
  };
  const std::string embed = R"({"model":"e","input":"cat"})";
  const std::string show =
      R"({"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":)"
      R"("sha256:)" +
      std::string(64, 'a') + R"("}}]}]})";
  const std::string loose = R"({"model":"m","messages":[{"role":"user","content":"b"}],"seed":2})";
  add(*key_request(embed, {}, kEmbeddingsPath));
  add(*key_request(show));
  add(*key_request(loose));
  add(*key_request(loose, std::vector<std::string>{"/seed"}));
  FixtureProbe probe(library);
  REQUIRE(probe.start());
  const std::string path(kEmbeddingsPath);
  probe.send({.told = "embeddings", .key = key_request(embed, {}, path)->key, .body = embed, .path = path});
  probe.send({.told = "digest", .key = key_request(show)->key, .body = show, .names_digests = true});
  const std::vector<std::string> seed{"/seed"};
  probe.send({.told = "suite", .key = key_request(loose, seed)->key, .body = loose, .suite_ignores = seed});
  CHECK(probe.finish().empty());
  probe.send({.told = "digest", .key = key_request(show)->key, .body = show});
  CHECK(probe.finish().size() == 1);
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

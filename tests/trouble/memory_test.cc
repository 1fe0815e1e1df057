// A filter that takes all memory there is.

#include <catch2/catch.hpp>

#include "program/upstream.h"
#include "trouble/stage.h"

using namespace sightline;
using namespace sightline::trouble;
using programs::write_file;

TEST_CASE("jq: memory is bounded") {
  const Stage stage;
  write_file(stage.path("grows.yaml"),
             "suite: grows\nprompts: {ask: Hi}\ncases:\n  - id: a\n"
             // One step that takes 0.7 GB, which any machine has: neither it nor time has a say.
             "    assert: [{jq: '[] | .[30000000] = 1'}]\n");
  write_file(stage.path("answers.jsonl"), "{\"case\": \"a\", \"answer\": \"{}\"}\n");
  const programs::Ended ended =
      stage.run({"score", "grows.yaml", "--answers", "answers.jsonl", "--model", "m", "--out", "run"});
  CHECK(ended.code == 3);
  CHECK(says(ended, "the jq filter made jq crash, or took more than 512 MB of memory"));
}

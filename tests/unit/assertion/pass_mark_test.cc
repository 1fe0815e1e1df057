#include "assertion/pass_mark.h"

#include <catch2/catch.hpp>

#include "fakes/memory_files.h"

namespace sightline {
namespace {

struct Read {
  std::optional<PassMark> mark;
  Errors errors;
};

Read read(Node::Map written, PassMark::Default otherwise = {.threshold = 0.5}) {
  fakes::MemoryFiles files;
  Parts parts(files, "/", "/");
  const Source source;
  Compilation compilation{.source = source, .parts = parts};
  const Node value(std::move(written));
  Options options("metric", "", value, {1, 1}, compilation);
  Read out;
  out.mark.emplace(options, otherwise);
  options.finish();
  out.errors = compilation.errors;
  return out;
}

}  // namespace

TEST_CASE("without a mark the default holds") {
  const Read marked = read({});
  REQUIRE(marked.errors.empty());
  CHECK(marked.mark->passes(0.5, 100));
  CHECK_FALSE(marked.mark->passes(0.49, 0));
  CHECK(marked.mark->text() == "at least 0.5");
}

TEST_CASE("bounds of the value take the default's place") {
  const Read marked = read({{"max", 3, {}}});
  REQUIRE(marked.errors.empty());
  CHECK(marked.mark->passes(0, 3));
  CHECK_FALSE(marked.mark->passes(1, 3.01));
}

TEST_CASE("a threshold and bounds must both hold") {
  const Read marked = read({{"threshold", 0.8, {}}, {"min", 2, {}}});
  CHECK(marked.mark->passes(0.8, 2));
  CHECK_FALSE(marked.mark->passes(0.79, 2));
  CHECK_FALSE(marked.mark->passes(0.8, 1.9));
}

TEST_CASE("binary rounding takes nothing from a score that reaches its mark") {
  CHECK(read({{"threshold", 0.8, {}}}).mark->passes(1 - 0.2, 0));
  CHECK(read({{"threshold", 0.3, {}}}).mark->passes(0.1 + 0.1 + 0.1, 0));
}

TEST_CASE("a mark that every answer or none reaches is an error") {
  for (const auto& [written, expected] :
       {std::pair{Node::Map{{"threshold", 0, {}}}, "every answer reaches a threshold of 0"},
        {Node::Map{{"threshold", 1.5, {}}}, "at most 1"},
        {Node::Map{{"threshold", "high", {}}}, "'threshold' of 'metric'"},
        {Node::Map{{"min", 3, {}}, {"max", 2, {}}}, "above its 'max'"}}) {
    const Read marked = read(written);
    INFO(expected);
    REQUIRE(marked.errors.size() == 1);
    CHECK(marked.errors[0].message.find(expected) != std::string::npos);
  }
}

TEST_CASE("a verdict tells the value, and the score where that is another number") {
  const PassMark mark = *read({}).mark;
  const Verdict passes = mark.verdict({.name = "ANLS", .value = 0.75, .score = 0.75, .seen = "got '40'"});
  CHECK(passes.status == Verdict::Status::pass);
  CHECK(passes.reason == "ANLS 0.75 is at least 0.5; got '40'");
  CHECK(passes.score == 0.75);
  CHECK(passes.value == 0.75);
  const Verdict fails =
      mark.verdict({.name = "BLEU", .value = 37.99184, .score = 0.3799184}, Verdict::Outcome::truncated);
  CHECK(fails.status == Verdict::Status::fail);
  CHECK(fails.reason == "expected BLEU at least 0.5, got 37.9918 (score 0.3799)");
  CHECK(fails.outcome == Verdict::Outcome::truncated);
}

}  // namespace sightline

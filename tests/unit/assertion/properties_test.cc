#include <catch2/catch.hpp>
#include <random>
#include <thread>

#include "assertion/answer_json.h"
#include "fakes/memory_files.h"
#include "table.h"

namespace sightline {
namespace {

/// A row of a table beside its assertion, the same turned round, and turned round twice.
struct Judged {
  test::Row row;
  AssertionPtr assertion;
  AssertionPtr opposite;
  AssertionPtr twice;
};

AssertionPtr compiled_check(AssertionCompiler& compiler, const Node& item, const Source& source) {
  auto assertion = compiler.compile(item, source);
  INFO((assertion ? "" : render(assertion.error())));
  REQUIRE(assertion);
  return *assertion;
}

/// Weight, metric and label belong to the outermost assertion.
Node nested(Node item) {
  Node& value = item.map().front().value;
  for (const char* outermost : {"weight", "metric", "label"}) {
    if (value.is_map()) value.erase(outermost);
  }
  Node turned;
  turned.set("not", Node::List{std::move(item)});
  return turned;
}

std::vector<Judged> compiled_rows() {
  fakes::MemoryFiles files;
  std::vector<Judged> rows;
  for (const test::Table& table : test::read_tables()) {
    for (const auto& [path, text] : table.files) files.put("/project/suites/" + path, text);
    AssertionCompiler compiler(files, "/project/suites", "/project", test::test_permissions());
    for (const test::Row& row : table.rows) {
      const AssertionPtr opposite = compiled_check(compiler, nested(row.item), table.source);
      const AssertionPtr twice = compiled_check(compiler, nested(nested(row.item)), table.source);
      rows.push_back({row, compiled_check(compiler, row.item, table.source), opposite, twice});
      rows.back().row.evidence = nullptr;
    }
  }
  return rows;
}

/// Compiled once for tests that judge them one by one: it takes longer than the judging.
const std::vector<Judged>& all_rows() {
  static const std::vector<Judged> rows = compiled_rows();
  return rows;
}

std::string random_answer(std::mt19937& random) {
  // What parsers look for stands beside bytes of every kind.
  constexpr std::string_view kMarks = "{}[]\",:0123456789.-+eE% \n`'_$ntfu\\\xC2\xA0\xE2\x88\x92\xFF";
  std::string text(random() % 40, ' ');
  for (char& c : text) c = random() % 4 == 0 ? static_cast<char>(random()) : kMarks[random() % kMarks.size()];
  return text;
}

}  // namespace

TEST_CASE("not turns every judged verdict round, and no other; twice it changes nothing") {
  for (const Judged& judged : all_rows()) {
    INFO(judged.row.place);
    const Verdict verdict = judge(*judged.assertion, judged.row.answer.seen()).verdict;
    const Verdict opposite = judge(*judged.opposite, judged.row.answer.seen()).verdict;
    const Verdict twice = judge(*judged.twice, judged.row.answer.seen()).verdict;
    CHECK((verdict.score >= 0 && verdict.score <= 1));
    CHECK(twice.status == verdict.status);
    CHECK(twice.outcome == verdict.outcome);
    if (verdict.outcome == Verdict::Outcome::judged) CHECK(twice.score == Approx(verdict.score).margin(1e-12));
    if (verdict.status == Verdict::Status::error) {
      CHECK(opposite.status == Verdict::Status::error);
    } else if (verdict.outcome != Verdict::Outcome::judged) {
      CHECK(opposite.status == Verdict::Status::fail);
      CHECK(opposite.outcome == verdict.outcome);
      CHECK(opposite.score == 0);
    } else {
      CHECK(opposite.status != verdict.status);
      CHECK(opposite.outcome == Verdict::Outcome::judged);
      CHECK(opposite.score == Approx(1 - verdict.score).margin(1e-12));
    }
  }
}

TEST_CASE("no assertion breaks on any bytes") {
  const std::vector<Judged>& rows = all_rows();
  std::mt19937 random(20261120);
  for (int round = 0; round < 8; ++round) {
    for (const Judged& judged : rows) {
      // Filters that need a worker are tried elsewhere: each costs a trip to another process.
      if (judged.assertion->name == "jq") continue;
      test::Answer answer = judged.row.answer;
      answer.reply.text = random_answer(random);
      answer.reply.refusal = round % 4 == 3 ? random_answer(random) : "";
      answer.reply.finish_reason = round % 2 == 0 ? "stop" : "length";
      answer.reply.tool_calls = {{"id", random_answer(random), random_answer(random)}};
      const Verdict verdict = judge(*judged.assertion, answer.seen()).verdict;
      INFO(judged.row.place << " on " << answer.reply.text << ": " << verdict.reason);
      CHECK(verdict.reason.find("the assertion broke") == std::string::npos);
      CHECK(verdict.reason.find('\n') == std::string::npos);
      CHECK((verdict.score >= 0 && verdict.score <= 1));
    }
  }
}

TEST_CASE("an assertion is judged by several threads at once") {
  // None was judged before: what the first judging makes is raced for.
  const std::vector<Judged> rows = compiled_rows();
  for (const Judged& judged : rows) judged.row.answer.seen();  // Makes its messages, once.
  std::vector<std::vector<std::string>> reasons(4);
  {
    std::vector<std::jthread> threads;
    for (std::vector<std::string>& mine : reasons) {
      threads.emplace_back([&rows, &mine] {
        for (const Judged& judged : rows) {
          mine.push_back(judge(*judged.assertion, judged.row.answer.seen()).verdict.reason);
        }
      });
    }
  }
  for (const auto& mine : reasons) CHECK(mine == reasons.front());
}

TEST_CASE("an answer is read as JSON once for all assertions") {
  fakes::MemoryFiles files;
  AssertionCompiler compiler(files, "/", "/");
  Node item;
  item.set("jq", ".total == 1");
  const AssertionPtr assertion = compiled_check(compiler, item, {});
  const test::Answer answer = test::answer_of(Node("{\"total\": 1}"));
  const Observation seen = answer.seen();
  CHECK(seen.json == nullptr);
  judge(*assertion, seen);
  const AnswerJson* first = seen.json.get();
  REQUIRE(first != nullptr);
  judge(*assertion, seen);
  CHECK(seen.json.get() == first);
}

TEST_CASE("an exception of a check becomes an error") {
  struct Breaking final : Check {
    Verdict judge(const Observation& /*seen*/) const override { throw std::runtime_error("out of luck"); }
  };
  Assertion assertion;
  assertion.name = "breaking";
  assertion.weight = 2;
  assertion.check = std::make_unique<Breaking>();
  const test::Answer answer;
  const AssertionResult result = judge(assertion, answer.seen(), 3);
  CHECK(result.verdict.status == Verdict::Status::error);
  CHECK(result.verdict.score == 0);
  CHECK(result.verdict.reason == "the assertion broke: out of luck");
  CHECK(result.name == "breaking");
  CHECK(result.weight == 2);
  CHECK(result.turn == 3);
}

}  // namespace sightline

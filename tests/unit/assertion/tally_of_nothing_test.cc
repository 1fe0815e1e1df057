#include <catch2/catch.hpp>

#include "assertion/catalogue.h"
#include "assertion/tally.h"
#include "fakes/memory_files.h"
#include "table.h"

namespace sightline {
namespace {

Node tally_of(const Node& item, const std::string& answer) {
  fakes::MemoryFiles files;
  AssertionCompiler compiler(files, "/", "/");
  const auto assertion = compiler.compile(item, {});
  REQUIRE(assertion);
  const Verdict verdict = judge(**assertion, test::answer_of(Node(answer)).seen()).verdict;
  CHECK(verdict.outcome != Verdict::Outcome::judged);
  const Node* tally = verdict.evidence.find("tally");
  REQUIRE(tally != nullptr);
  return *tally;
}

Node item_of(const char* name, Node::Map options) {
  Node item;
  item.set(name, std::move(options));
  return item;
}

}  // namespace

TEST_CASE("an answer that cannot be read misses everything in a micro average") {
  const Node cer = tally_of(item_of("cer", {{"expected", "four", {}}, {"at", ".text", {}}}), "no JSON");
  CHECK(cer == rate_tally(4, 4));
  Node expected;
  expected.set("total", 1);
  expected.set("items", Node::List{Node("a"), Node("b")});
  CHECK(tally_of(item_of("fields", {{"expected", expected, {}}}), "no JSON") == f1_tally(0, 0, 3));
}

TEST_CASE("an answer that cannot be read is an empty one to a corpus metric") {
  const Node unread = tally_of(item_of("bleu", {{"expected", "the cat sat", {}}, {"at", ".text", {}}}), "no JSON");
  CHECK(unread.find("sys_len")->number() == 0);
  CHECK(unread.find("ref_len")->number() == 3);
}

TEST_CASE("every assertion with tallies has one for every answer that it fails") {
  for (const test::Table& table : test::read_tables()) {
    const AssertionKind& kind = *find_assertion_kind(table.name);
    if (kind.tally.empty()) continue;
    fakes::MemoryFiles files;
    for (const auto& [path, text] : table.files) files.put("/project/suites/" + path, text);
    AssertionCompiler compiler(files, "/project/suites", "/project", test::test_permissions());
    for (const test::Row& row : table.rows) {
      INFO(row.place);
      const auto assertion = compiler.compile(row.item, table.source);
      REQUIRE(assertion);
      const Verdict verdict = judge(**assertion, row.answer.seen()).verdict;
      if (verdict.status == Verdict::Status::error) continue;
      const Node* tally = verdict.evidence.find("tally");
      REQUIRE(tally != nullptr);
      REQUIRE(tally->find("kind") != nullptr);
      CHECK(tally->find("kind")->string() == kind.tally);
    }
  }
}

}  // namespace sightline

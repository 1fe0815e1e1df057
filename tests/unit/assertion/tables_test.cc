#include <catch2/catch.hpp>

#include "assertion/json_difference.h"
#include "fakes/memory_files.h"
#include "json/json.h"
#include "table.h"

namespace sightline {
namespace {

constexpr std::size_t kFewestRows = 15;

const std::vector<test::Table>& tables() {
  static const std::vector<test::Table> tables = test::read_tables();
  return tables;
}

void check_verdict(const Verdict& verdict, const test::Row& row) {
  CHECK(status_name(verdict.status) == row.status);
  CHECK(verdict.score == Approx(row.score).margin(1e-12));
  CHECK(outcome_name(verdict.outcome) == row.outcome);
  CHECK(verdict.reason == row.reason);
  if (row.value) CHECK(verdict.value.value_or(-1) == Approx(*row.value).margin(1e-12));
  if (row.unit) CHECK(verdict.unit == *row.unit);
  if (row.evidence != nullptr) {
    CHECK(texts_of(json_differences(*row.evidence, verdict.evidence, Match::subset)) == std::vector<std::string>{});
  }
}

void check_row(const test::Table& table, const test::Row& row) {
  fakes::MemoryFiles files;
  files.put("/project/suites/suite.yaml", "");
  for (const auto& [path, text] : table.files) files.put("/project/suites/" + path, text);
  AssertionCompiler compiler(files, "/project/suites", "/project", test::test_permissions());
  const auto assertion = compiler.compile(row.item, table.source);
  INFO((assertion ? "" : render(assertion.error())));
  CHECK(assertion);
  if (!assertion) return;
  check_verdict(judge(**assertion, row.answer.seen()).verdict, row);
  if (row.asked == nullptr) return;
  const auto asked = parse_json(row.answer.outside->asked());
  CHECK(asked);
  if (asked) CHECK(texts_of(json_differences(*row.asked, *asked, Match::subset)) == std::vector<std::string>{});
}

}  // namespace

TEST_CASE("every assertion gives the verdicts of its table") {
  for (const test::Table& table : tables()) {
    for (const test::Row& row : table.rows) {
      INFO(row.place);
      check_row(table, row);
    }
  }
}

TEST_CASE("every assertion has a table that passes and fails") {
  for (const test::Table& table : tables()) {
    INFO(table.name);
    CHECK(table.rows.size() >= kFewestRows);
    for (const char* status : {"pass", "fail"}) {
      INFO(status);
      CHECK(std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) { return row.status == status; }));
    }
  }
}

}  // namespace sightline

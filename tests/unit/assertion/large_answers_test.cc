#include <catch2/catch.hpp>
#include <string>

#include "assertion/assertion.h"
#include "fakes/memory_files.h"
#include "json/json.h"

namespace sightline {
namespace {

/// The verdict of an assertion, as JSON writes it, on an answer.
Verdict verdict_on(const std::string& answer, const std::string& item) {
  fakes::MemoryFiles files;
  files.put("/project/suites/suite.yaml", "");
  AssertionCompiler compiler(files, "/project/suites", "/project");
  const Source source{"suite.yaml", item};
  const auto assertion = compiler.compile(parse_json(item).value(), source);
  INFO((assertion ? "" : render(assertion.error())));
  REQUIRE(assertion);
  Reply reply;
  reply.text = answer;
  reply.finish_reason = "stop";
  const Node vars{Node::Map{}};
  return judge(**assertion, Observation{.reply = reply, .vars = vars, .timing = {}, .cost = {}}).verdict;
}

constexpr const char* kTable = R"({"table": "<table><tr><td>a</td></tr></table>"})";

TEST_CASE("a table is refused with a reason where its HTML is too long or it has too many elements") {
  const Verdict too_long = verdict_on("<table><tr><td>" + std::string(1'000'000, 'x') + "</td></tr></table>", kTable);
  CHECK(too_long.status == Verdict::Status::fail);
  CHECK(too_long.score == 0);
  CHECK(too_long.reason ==
        "the answer's table is too large to compare: its HTML is longer than 500000 bytes, or has a tag of more than "
        "4096");
  std::string cells;
  for (int i = 0; i < 700; ++i) cells += "<tr><td>" + std::string(100, static_cast<char>('a' + i % 26)) + "</td></tr>";
  const std::string large = "<table>" + cells + "</table>";
  const Verdict too_many =
      verdict_on(large, R"({"table": "<table>)" + cells.substr(0, cells.size() / 4) + R"(</table>"})");
  CHECK(too_many.reason ==
        "the answer's table is too large to compare: 1400 elements in it, 350 expected; tables of about 600 elements "
        "with "
        "cells of ordinary length can be compared");
  // Against a small one it is scored.
  CHECK(verdict_on(large, kTable).evidence.find("nodes")->find("answer")->number() == 1400);
}

TEST_CASE("a million characters without a table are unparsed") {
  CHECK(verdict_on(std::string(1'000'000, '|'), kTable).outcome == Verdict::Outcome::unparsed);
  CHECK(verdict_on(std::string(1'000'000, '<'), kTable).outcome == Verdict::Outcome::unparsed);
}

TEST_CASE("lists that are too long to be matched are refused with a reason") {
  std::string rows = "[";
  for (int i = 0; i < 3000; ++i) rows += (i == 0 ? "" : ",") + std::string("{\"n\": ") + std::to_string(i) + "}";
  const std::string answer = R"({"rows": )" + rows + "]}";
  const Verdict refused = verdict_on(answer, R"({"fields": {"expected": )" + answer + "}}");
  CHECK(refused.status == Verdict::Status::fail);
  CHECK(refused.reason ==
        "the answer has too many fields to compare; lists of some hundred rows can be matched, and more with 'rows' of "
        "{key: FIELD} or 'order'");
  const Verdict in_order = verdict_on(answer, R"({"fields": {"rows": {"rows": "order"}, "expected": )" + answer + "}}");
  CHECK(in_order.status == Verdict::Status::pass);
  CHECK(in_order.evidence.find("fields")->list().size() == 200);
  CHECK(in_order.evidence.find("fields_left_off")->number() == 2800);
}

TEST_CASE("a document that is too large for nTED is refused with a reason") {
  const Verdict verdict =
      verdict_on(R"({"a": ")" + std::string(1'000'000, 'x') + "\"}",
                 R"({"fields": {"expected": {"a": ")" + std::string(20'000, 'y') + R"("}, "score": "nted"}})");
  CHECK(verdict.status == Verdict::Status::fail);
  CHECK(verdict.reason == "the answer is too large for nTED, which compares documents of some hundred fields");
}

TEST_CASE("a regex that hits its limit is trouble, not a finding about a field") {
  const Verdict verdict = verdict_on(R"({"a": ")" + std::string(60, 'a') + R"(b"})",
                                     R"({"fields": {"expected": {"a": "x"}, "compare": {"a": {"regex": "^(a+)+$"}}}})");
  CHECK(verdict.status == Verdict::Status::error);
  CHECK(verdict.reason.starts_with("cannot compare the fields: "));
}

}  // namespace
}  // namespace sightline

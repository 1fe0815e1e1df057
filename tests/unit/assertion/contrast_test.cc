#include "assertion/contrast.h"

#include <catch2/catch.hpp>
#include <string>

#include "assertion/assertion.h"
#include "fakes/memory_files.h"
#include "json/json.h"

namespace sightline {
namespace {

/// What an assertion, as JSON writes it, puts into the evidence of its verdict on an answer.
Node evidence_on(const std::string& answer, const std::string& item) {
  fakes::MemoryFiles files;
  files.put("/project/suites/suite.yaml", "");
  AssertionCompiler compiler(files, "/project/suites", "/project");
  const auto assertion = compiler.compile(parse_json(item).value(), Source{"suite.yaml", item});
  INFO((assertion ? "" : render(assertion.error())));
  REQUIRE(assertion);
  Reply reply;
  reply.text = answer;
  reply.finish_reason = "stop";
  const Node vars{Node::Map{}};
  return judge(**assertion, Observation{.reply = reply, .vars = vars, .timing = {}, .cost = {}}).verdict.evidence;
}

/// One of it, as JSON; "" where it is not there.
std::string part(const Node& evidence, std::string_view name) {
  const Node* found = evidence.find(name);
  return found == nullptr ? "" : to_json(*found);
}

struct Expectation {
  std::string item;
  std::string answer;
  std::string expected;
  std::string got = "";
};

}  // namespace

TEST_CASE("a fail says what was expected, and what was compared where that is not the answer as it is") {
  const std::string choice = R"({"choice": {"options": ["a cat", "a dog"], "expected": "B"}})";
  const Expectation expectations[] = {
      {R"({"equals": "Paris"})", "Lyon", R"("Paris")"},
      {R"({"equals": {"expected": "Paris", "normalize": ["lower"]}})", "LYON", R"("paris")", R"("lyon")"},
      {R"({"equals": {"at": ".total", "expected": 42}})", R"({"total": 41})", "42"},
      {R"({"contains": "USD"})", "EUR", R"("USD")"},
      {R"({"contains_any": ["USD", "US$"]})", "EUR", R"(["USD","US$"])"},
      {R"({"contains_all": ["milk", "bread"]})", "milk", R"(["milk","bread"])"},
      {R"({"starts_with": "Yes"})", "No", R"("Yes")"},
      {R"({"ends_with": "."})", "No", R"(".")"},
      {R"({"regex": "^a+$"})", "b", R"("^a+$")"},
      {R"({"cer": ["abcd", "wxyz"]})", "wxy", R"("wxyz")"},
      {R"({"bleu": {"expected": ["a b c d", "e f g h"], "min": 90}})", "a b", R"(["a b c d","e f g h"])"},
      {choice, "A", R"("B")"},
      {R"({"number": {"equals": 42.5, "tolerance": 0.1}})", "40", R"("42.5 ± 0.1")"},
      {R"({"yes_no": true})", "No.", R"("yes")"},
      {R"({"count": [3, 4]})", "7", R"("3 or 4")"},
      {R"({"ocr_contains": "STOP"})", "go", R"("STOP")"},
      {R"({"relaxed_accuracy": "14"})", "20", R"("14")"},
      {R"({"json": {"subset": {"currency": "EUR"}}})", R"({"currency": "USD"})", R"({"currency":"EUR"})"},
      {R"({"table": "| a |\n|---|\n| 1 |"})", "| a |\n|---|\n| 2 |", R"("| a |\n|---|\n| 1 |")"},
  };
  for (const Expectation& one : expectations) {
    INFO(one.item);
    const Node evidence = evidence_on(one.answer, one.item);
    CHECK(part(evidence, "expected") == one.expected);
    CHECK(part(evidence, "got") == one.got);
    CHECK(part(evidence, "cut") == "");
  }
}

TEST_CASE("a perfect pass carries neither what was expected nor what came") {
  CHECK(evidence_on("Paris", R"({"equals": "Paris"})").find("expected") == nullptr);
  CHECK(evidence_on("PARIS", R"({"equals": {"expected": "Paris", "normalize": ["lower"]}})").find("got") == nullptr);
  CHECK(evidence_on("42", R"({"number": 42})").find("expected") == nullptr);
  CHECK(evidence_on("abcd", R"({"cer": "abcd"})").find("expected") == nullptr);
}

TEST_CASE("a pass that is not perfect says what was expected") {
  const Node evidence = evidence_on("abcx", R"({"cer": {"expected": "abcd", "max": 0.5}})");
  CHECK(part(evidence, "expected") == R"("abcd")");
}

TEST_CASE("a long expected text is cut between characters, and it is said") {
  std::string text = "x";
  while (text.size() < 3 * kMostContrast) text += "é";
  const Node evidence = evidence_on("Lyon", R"({"equals": ")" + text + R"("})");
  const std::string& expected = evidence.find("expected")->string();
  CHECK(expected == text.substr(0, kMostContrast - 1));
  CHECK(part(evidence, "cut") == R"(["expected"])");
}

TEST_CASE("a fail of JSON says each place that is wrong by its pointer") {
  const Node schema = evidence_on(R"({"items": [{"price": "3"}]})",
                                  R"({"json": {"schema": {"properties": {"items": {"items":
                                     {"properties": {"price": {"type": "number"}}}}}}}})");
  CHECK(part(schema, "problems") ==
        R"([{"pointer":"/items/0/price","problem":".items[0].price: expected a number, is the string '3'"}])");
  const Node subset = evidence_on(R"({"a/b": [1, 2]})", R"({"json": {"subset": {"a/b": [1, 3], "c": true}}})");
  CHECK(part(subset, "problems") == R"([{"pointer":"/a~1b/1","problem":".[\"a/b\"][1]: expected 3, got 2"},)"
                                    R"({"pointer":"/c","problem":".c: expected true, is missing"}])");
  CHECK(evidence_on("{}", R"({"json": {"subset": {}}})").find("problems") == nullptr);
}

TEST_CASE("what is wrong with a JSON value is told at a bounded length, whatever its keys are") {
  const std::string key(100'000, 'k');
  const Node evidence = evidence_on("{}", R"({"json": {"subset": {")" + key + R"(": 1}}})");
  const Node& problem = evidence.find("problems")->list().at(0);
  CHECK(problem.find("pointer")->string().size() == kMostContrast);
  CHECK(problem.find("problem")->string().size() <= kMostContrast);
}

TEST_CASE("a number that is off says by how much") {
  CHECK(evidence_on("40", R"({"number": 42.5})").find("error")->number() == -2.5);
  CHECK(evidence_on("42.5", R"({"number": 42.5})").find("error") == nullptr);
}

}  // namespace sightline

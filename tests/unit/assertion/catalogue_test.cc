#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "assertion/catalogue.h"
#include "assertion/flow_text.h"
#include "assertion/json_schema.h"
#include "base/text.h"
#include "fakes/memory_files.h"
#include "json/json.h"
#include "suite/yaml.h"
#include "table.h"

namespace sightline {
namespace {

Node yaml_of(const std::string& text) {
  auto read = read_yaml(Source{"item.yaml", text});
  INFO(text << "\n" << render(read.diagnostics));
  REQUIRE(read.diagnostics.empty());
  return std::move(read.value);
}

/// The schema of one item, as one that embeds the catalogue's makes it.
std::shared_ptr<const JsonSchema> item_schema() {
  Node properties;
  for (const AssertionInfo& info : assertion_catalogue()) properties.set(info.name, info.schema);
  Node item;
  item.set("type", "object");
  item.set("properties", std::move(properties));
  item.set("additionalProperties", false);
  item.set("minProperties", 1);
  item.set("maxProperties", 1);
  Node definitions;
  definitions.set("assertion", std::move(item));
  Node schema;
  schema.set("$defs", std::move(definitions));
  schema.set("$ref", "#/$defs/assertion");
  const fakes::MemoryFiles files;
  const auto compiled = JsonSchema::compile(schema, Source{"schema.json", to_json(schema)}, files, "/", "/");
  INFO((compiled ? "" : render(compiled.error())));
  REQUIRE(compiled);
  return *compiled;
}

std::vector<std::string> violations(const JsonSchema& schema, const Node& item) {
  const auto found = schema.validate(item);
  REQUIRE(found);
  std::vector<std::string> texts;
  for (const SchemaViolation& violation : *found)
    texts.push_back(violation.instance_pointer + ": " + violation.message);
  return texts;
}

/// The options that the compiler of a kind asks for, by what it says of one that it does not know.
std::string known_options(AssertionCompiler& compiler, const std::string& name) {
  Node options;
  options.set("qqqqqqqqqq", 1);
  if (name == "not") options.set("of", 1);
  Node item;
  item.set(name, std::move(options));
  const auto compiled = compiler.compile(item, Source{});
  REQUIRE_FALSE(compiled);
  const std::string& message = compiled.error().back().message;
  const std::string_view lead = "it takes ";
  const std::size_t at = message.find(lead);
  INFO(message);
  REQUIRE(at != std::string::npos);
  return message.substr(at + lead.size());
}

std::string described_options(const Node& schema) {
  const Node* choices = schema.find("anyOf");
  const Node& options = choices == nullptr ? schema : choices->list().back();
  std::vector<std::string> names;
  for (const Node::Member& property : options.find("properties")->map()) names.push_back(property.key);
  std::sort(names.begin(), names.end());
  return join(names, ", ");
}

}  // namespace

TEST_CASE("the catalogue has each name of the format once, done or planned") {
  const std::string format =
      "equals contains contains_any contains_all starts_with ends_with regex length refusal empty "
      "levenshtein rouge bleu cer wer anls token_f1 caption json jq fields number relaxed_accuracy count "
      "choice yes_no vqa_accuracy ocr_contains boxes points table chair "
      "finish_reason latency ttft tokens cost tool_call model repetition logprobs snapshot same_as exec webhook "
      "rubric closed_qa factuality pairwise similar not all any at_least";
  std::multiset<std::string> expected;
  for (const std::string_view name : split(format, ' ')) expected.emplace(name);
  std::multiset<std::string> names(planned_assertions().begin(), planned_assertions().end());
  for (const AssertionKind& kind : assertion_kinds()) names.emplace(kind.name);
  CHECK(names == expected);
}

TEST_CASE("every example of the catalogue compiles, and its schema takes it") {
  const auto schema = item_schema();
  fakes::MemoryFiles files;
  AssertionCompiler compiler(files, "/", "/", test::test_permissions());
  for (const AssertionInfo& info : assertion_catalogue()) {
    INFO(info.example);
    const Node item = yaml_of(info.example);
    REQUIRE(item.map().size() == 1);
    CHECK(item.map().front().key == info.name);
    CHECK(compiler.compile(item, Source{"item.yaml", info.example}));
    CHECK(violations(*schema, item) == std::vector<std::string>{});
    CHECK(info.summary.ends_with('.'));
    CHECK_FALSE(info.family.empty());
  }
}

TEST_CASE("every example of the catalogue passes on one answer of its own, and fails on another") {
  fakes::MemoryFiles files;
  AssertionCompiler compiler(files, "/", "/", test::test_permissions());
  for (const AssertionInfo& info : assertion_catalogue()) {
    INFO(info.example);
    const auto assertion = compiler.compile(yaml_of(info.example), Source{"item.yaml", info.example});
    REQUIRE(assertion);
    for (const auto& [text, status] :
         {std::pair(info.example_pass, Verdict::Status::pass), std::pair(info.example_fail, Verdict::Status::fail)}) {
      INFO("answer: " << text);
      REQUIRE_FALSE(text.empty());
      const Node node = yaml_of(text);
      const test::Answer answer = node.find("reply") ? test::answer_in(node) : test::answer_of(node);
      const AssertionResult result = judge(**assertion, answer.seen());
      INFO(result.verdict.reason);
      CHECK(result.verdict.status == status);
    }
  }
}

TEST_CASE("the schemas take every assertion of the tables") {
  const auto schema = item_schema();
  for (const test::Table& table : test::read_tables()) {
    for (const test::Row& row : table.rows) {
      INFO(row.place);
      CHECK(violations(*schema, row.item) == std::vector<std::string>{});
    }
  }
}

TEST_CASE("the schemas refuse what no assertion takes") {
  const auto schema = item_schema();
  const char* text = GENERATE(
      "contians: USD", "contains: [a]", "contains: {expected: a, normalise: [lower]}", "contains: {normalize: [lower]}",
      "length: long", "refusal: false", "json: maybe", "not: {contians: USD}", "at_least: {n: 0, of: [{contains: a}]}",
      "all: []", "boxes: true", "boxes: {iou: 0.5}", "boxes: {expected: [], iou: {from: 0.5}}",
      "points: {in_circle: [1, 2]}", "tokens: {of: all, max: 3}", "tool_call: {name: f, arguments: {city: Paris}}");
  INFO(text);
  CHECK_FALSE(violations(*schema, yaml_of(text)).empty());
}

TEST_CASE("the schemas describe just the options that compilers ask for") {
  fakes::MemoryFiles files;
  AssertionCompiler compiler(files, "/", "/", test::test_permissions());
  for (const AssertionInfo& info : assertion_catalogue()) {
    INFO(info.name);
    CHECK(known_options(compiler, info.name) == described_options(info.schema));
  }
}

TEST_CASE("templates are filled everywhere but in filters, paths and regexes") {
  CHECK(takes_template("contains", ""));
  CHECK(takes_template("contains", "expected"));
  CHECK(takes_template("contains", "label"));
  CHECK(takes_template("number", ""));
  CHECK(takes_template("json", "schema"));
  CHECK(takes_template("tool_call", "arguments"));
  CHECK_FALSE(takes_template("contains", "at"));
  CHECK_FALSE(takes_template("jq", ""));
  CHECK_FALSE(takes_template("jq", "filter"));
  CHECK(takes_template("jq", "metric"));
  CHECK_FALSE(takes_template("regex", ""));
  CHECK_FALSE(takes_template("regex", "pattern"));
  CHECK_FALSE(takes_template("contians", ""));
  CHECK_FALSE(takes_template("exec", ""));
  CHECK_FALSE(takes_template("exec", "env"));
  CHECK(takes_template("exec", "expected"));
  CHECK_FALSE(takes_template("webhook", ""));
  CHECK_FALSE(takes_template("webhook", "headers"));
}

TEST_CASE("an assertion is shown as its author would write it on one line") {
  const auto [text, shown] = GENERATE(table<std::string, std::string>({
      {"contains: USD", "contains: USD"},
      {"contains:\n  expected: USD\n  weight: 2\n  metric: m\n  label: l", "contains: {expected: USD}"},
      {"jq: .items[0].total == 42.5", "jq: .items[0].total == 42.5"},
      {"jq: {filter: '.items[0] == 1'}", "jq: {filter: '.items[0] == 1'}"},
      {"number: 118.00", "number: 118.00"},
      {"contains: '118.00'", "contains: '118.00'"},
      {"contains: 'true'", "contains: 'true'"},
      {"contains: ''", "contains: ''"},
      {"contains: '- a'", "contains: '- a'"},
      {"contains: 'a: b'", "contains: 'a: b'"},
      {"contains: \"it's - a: b\"", "contains: \"it's - a: b\""},
      {"contains: \"a\\nb\"", "contains: \"a\\nb\""},
      {"contains: ' a'", "contains: ' a'"},
      {"contains: Grüße, Welt", "contains: Grüße, Welt"},
      {"contains_any: ['a, b', c]", "contains_any: ['a, b', c]"},
      {"json: {equals: {a: null, b: [true, 1.50]}}", "json: {equals: {a: null, b: [true, 1.50]}}"},
      {"not: {contains: USD}", "not: {contains: USD}"},
  }));
  CHECK(flow_text(yaml_of(text).map().front()) == shown);
  const Node again = yaml_of(shown);
  CHECK(flow_text(again.map().front()) == shown);
}

TEST_CASE("a long assertion is shortened") {
  Node item;
  item.set("contains", std::string(200, 'a'));
  CHECK(flow_text(item.map().front()) == "contains: " + std::string(109, 'a') + "…");
}

TEST_CASE("a compiled assertion knows what it is, where it stands and what it weighs") {
  fakes::MemoryFiles files;
  AssertionCompiler compiler(files, "/", "/", test::test_permissions());
  const Source source{"suite.yaml", "contains: {expected: USD, weight: 0.5, metric: m, label: l}\n"};
  const auto assertion = compiler.compile(yaml_of(source.text), source);
  REQUIRE(assertion);
  CHECK((*assertion)->name == "contains");
  CHECK((*assertion)->text == "contains: {expected: USD}");
  CHECK((*assertion)->metric == "m");
  CHECK((*assertion)->label == "l");
  CHECK((*assertion)->weight == 0.5);
  CHECK((*assertion)->place.text() == "suite.yaml:1:1");
}

TEST_CASE("equal regexes, filters and schemas are compiled once") {
  fakes::MemoryFiles files;
  files.put("/schema.json", "{}");
  Parts parts(files, "/", "/");
  const Source source;
  CHECK(*parts.regex(Node("a+"), source, {}) == *parts.regex(Node("a+"), source, {}));
  CHECK(*parts.regex(Node("a+"), source, {}) != *parts.regex(Node("a+"), source, {.ignore_case = true}));
  CHECK(*parts.filter(Node(".a"), source) == *parts.filter(Node(".a"), source));
  CHECK(*parts.filter(Node(".a"), source) != *parts.filter(Node(".b"), source));
  CHECK(*parts.schema(Node("schema.json"), source) == *parts.schema(Node("./schema.json"), source));
  const Node inline_schema(Node::Map{{"type", Node("object"), {}}});
  CHECK(*parts.schema(inline_schema, source) == *parts.schema(inline_schema, source));
}

}  // namespace sightline

#include <catch2/catch.hpp>

#include "fakes/full_result.h"
#include "fakes/memory_files.h"
#include "json/json.h"
#include "runlog/runlog.h"

namespace sightline {
namespace {

using fakes::full_result;
using fakes::MemoryFiles;

CaseResult read_back(const CaseResult& result) {
  MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", {});
  REQUIRE(writer);
  REQUIRE(writer->add(result));
  auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  auto found = run->find(result.unit, result.repeat);
  REQUIRE(found);
  return *found;
}

void check_same(const Usage& a, const Usage& b) {
  CHECK(a.prompt_tokens == b.prompt_tokens);
  CHECK(a.completion_tokens == b.completion_tokens);
  CHECK(a.total_tokens == b.total_tokens);
  CHECK(a.cached_tokens == b.cached_tokens);
  CHECK(a.reasoning_tokens == b.reasoning_tokens);
  CHECK(a.image_tokens == b.image_tokens);
}

void check_same(const Reply& a, const Reply& b) {
  CHECK(a.text == b.text);
  CHECK(a.refusal == b.refusal);
  CHECK(a.reasoning == b.reasoning);
  REQUIRE(a.tool_calls.size() == b.tool_calls.size());
  CHECK(a.tool_calls[0].id == b.tool_calls[0].id);
  CHECK(a.tool_calls[0].name == b.tool_calls[0].name);
  CHECK(a.tool_calls[0].arguments == b.tool_calls[0].arguments);
  CHECK(a.finish_reason == b.finish_reason);
  CHECK(a.model == b.model);
  CHECK(a.id == b.id);
  CHECK(a.system_fingerprint == b.system_fingerprint);
  CHECK(a.created == b.created);
  check_same(a.usage, b.usage);
  CHECK(a.stated_cost == b.stated_cost);
  CHECK(to_json(a.logprobs) == to_json(b.logprobs));
  CHECK(a.streamed == b.streamed);
}

void check_same(const Failure& a, const Failure& b) {
  CHECK(a.kind == b.kind);
  CHECK(a.status == b.status);
  CHECK(a.message == b.message);
  CHECK(a.request_id == b.request_id);
  CHECK(a.retry_after_ms == b.retry_after_ms);
}

void check_same(const Exchange& a, const Exchange& b) {
  CHECK(a.key == b.key);
  REQUIRE(a.reply.has_value() == b.reply.has_value());
  if (a.reply) check_same(*a.reply, *b.reply);
  REQUIRE(a.failure.has_value() == b.failure.has_value());
  if (a.failure) check_same(*a.failure, *b.failure);
  CHECK(a.timing.queue_ms == b.timing.queue_ms);
  CHECK(a.timing.connect_ms == b.timing.connect_ms);
  CHECK(a.timing.first_byte_ms == b.timing.first_byte_ms);
  CHECK(a.timing.first_token_ms == b.timing.first_token_ms);
  CHECK(a.timing.total_ms == b.timing.total_ms);
  REQUIRE(a.attempts.size() == b.attempts.size());
  for (std::size_t i = 0; i < a.attempts.size(); ++i) {
    check_same(a.attempts[i].failure, b.attempts[i].failure);
    CHECK(a.attempts[i].waited_ms == b.attempts[i].waited_ms);
  }
  CHECK(a.provenance.source == b.provenance.source);
  CHECK(a.provenance.replayed == b.provenance.replayed);
  CHECK(a.provenance.copy == b.provenance.copy);
  CHECK(a.provenance.recorded_at == b.provenance.recorded_at);
  CHECK(a.provenance.ignored_changed == b.provenance.ignored_changed);
}

void check_same(const AssertionResult& a, const AssertionResult& b) {
  CHECK(a.name == b.name);
  CHECK(a.text == b.text);
  CHECK(a.label == b.label);
  CHECK(a.metric == b.metric);
  CHECK(a.weight == b.weight);
  CHECK(a.turn == b.turn);
  CHECK(a.place == b.place);
  CHECK(a.verdict.status == b.verdict.status);
  CHECK(a.verdict.score == b.verdict.score);
  CHECK(a.verdict.value == b.verdict.value);
  CHECK(a.verdict.unit == b.verdict.unit);
  CHECK(a.verdict.outcome == b.verdict.outcome);
  CHECK(a.verdict.reason == b.verdict.reason);
  CHECK(to_json(a.verdict.evidence) == to_json(b.verdict.evidence));
}

void check_same(const CaseResult& a, const CaseResult& b) {
  CHECK(a.unit == b.unit);
  CHECK(a.repeat == b.repeat);
  CHECK(a.sequence == b.sequence);
  CHECK(a.status == b.status);
  CHECK(a.must_pass == b.must_pass);
  CHECK(a.score == b.score);
  CHECK(a.reason == b.reason);
  CHECK(a.description == b.description);
  CHECK(a.tags == b.tags);
  CHECK(a.cluster == b.cluster);
  CHECK(a.place == b.place);
  CHECK(a.repeats.n == b.repeats.n);
  CHECK(a.repeats.pass == b.repeats.pass);
  CHECK(a.cost == b.cost);
  CHECK(a.cost_source == b.cost_source);
  REQUIRE(a.exchanges.size() == b.exchanges.size());
  for (std::size_t i = 0; i < a.exchanges.size(); ++i) check_same(a.exchanges[i], b.exchanges[i]);
  REQUIRE(a.assertions.size() == b.assertions.size());
  for (std::size_t i = 0; i < a.assertions.size(); ++i) check_same(a.assertions[i], b.assertions[i]);
}

TEST_CASE("a result with everything in it is read as it was written") {
  check_same(full_result(), read_back(full_result()));
}

TEST_CASE("a result with nothing in it is short, and is read as it was written") {
  const CaseResult small = fakes::small_result("c");
  CHECK(result_line(small) ==
        "{\"suite\":\"s\",\"case\":\"c\",\"prompt\":\"p\",\"model\":\"m\",\"repeat\":0,\"sequence\":0,"
        "\"status\":\"passed\",\"score\":0}\n");
  check_same(small, read_back(small));
}

TEST_CASE("every status, outcome, kind of failure and source of cost is read as it was written") {
  CaseResult result = full_result();
  const int number = GENERATE(range(0, 16));
  result.status = static_cast<Status>(number % 6);
  result.cost_source = static_cast<CostSource>(number % 3);
  result.assertions[0].verdict.status = static_cast<Verdict::Status>(number % 3);
  result.assertions[0].verdict.outcome = static_cast<Verdict::Outcome>(number % 5);
  result.exchanges[1].failure->kind = static_cast<Failure::Kind>(number % 16);
  check_same(result, read_back(result));
}

TEST_CASE("a score that is no number is read as 0: it never passes for a full one") {
  CaseResult result = full_result();
  result.assertions[0].verdict.score = std::numeric_limits<double>::quiet_NaN();
  CHECK(read_back(result).assertions[0].verdict.score == 0);
}

TEST_CASE("an answer that is no UTF-8 is written repaired") {
  CaseResult result = full_result();
  result.exchanges[0].reply->text = "bad \xFF\xC3 end";
  CHECK(read_back(result).exchanges[0].reply->text == "bad \xEF\xBF\xBD\xEF\xBF\xBD end");
}

TEST_CASE("header and footer are read as they were written") {
  RunHeader header{.id = "20261120T093000Z-receipts-3f9a",
                   .version = "0.1.0",
                   .label = "nightly",
                   .command = {"run", "suites/a b.yaml"},
                   .started = "2026-11-20T09:30:00Z",
                   .host = "box",
                   .git_commit = "abc",
                   .mode = Mode::record_missing,
                   .seed = 7,
                   .shard_index = 2,
                   .shard_count = 3,
                   .shard_plan = "5eed",
                   .shard_plan_results = 31,
                   .suites = {},
                   .models = {},
                   .planned_results = 12};
  header.suites.push_back({.name = "receipts",
                           .path = "suites/receipts.yaml",
                           .sha256 = "00ff",
                           .description = "Reads.",
                           .metrics = {{"cer", Aggregate::micro}, {"total", Aggregate::mean}}});
  Node params;
  params.set("temperature", Node(0));
  header.models.push_back({.name = "m",
                           .model = "vendor/m",
                           .base_url = "https://api.example.org",
                           .params = params,
                           .price = Price{0.735, 2.94}});
  const RunFooter footer{.finished = "2026-11-20T09:31:00Z",
                         .wall_ms = 60000.5,
                         .complete = false,
                         .incomplete_because = {"interrupted"},
                         .spent = 0.25,
                         .gates = {{.gate = "pass_rate",
                                    .scope = "receipts",
                                    .model = "m",
                                    .prompt = "terse",
                                    .status = GateVerdict::Status::inconclusive,
                                    .measured = 0.5,
                                    .limit = 0.95,
                                    .sentence = "pass rate 0.50 is below 0.95"}},
                         .exit_code = 3};
  MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", header);
  REQUIRE(writer);
  REQUIRE(writer->finish(footer));
  const auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  CHECK(header_line(run->header()) == header_line(header));
  CHECK(header_line(header) ==
        "{\"sightline_run\":1,\"id\":\"20261120T093000Z-receipts-3f9a\",\"version\":\"0.1.0\",\"label\":\"nightly\","
        "\"command\":[\"run\",\"suites/a b.yaml\"],\"started\":\"2026-11-20T09:30:00Z\",\"host\":\"box\","
        "\"git_commit\":\"abc\",\"mode\":\"record_missing\",\"seed\":7,\"shard_index\":2,\"shard_count\":3,"
        "\"shard_plan\":\"5eed\",\"shard_plan_results\":31,"
        "\"suites\":[{\"name\":\"receipts\",\"path\":\"suites/receipts.yaml\",\"sha256\":\"00ff\","
        "\"description\":\"Reads.\",\"metrics\":{\"cer\":\"micro\",\"total\":\"mean\"}}],"
        "\"models\":[{\"name\":\"m\",\"model\":\"vendor/m\",\"base_url\":\"https://api.example.org\","
        "\"params\":{\"temperature\":0},\"price\":{\"input\":0.735,\"output\":2.94}}],\"planned_results\":12}\n");
  REQUIRE(run->footer());
  CHECK(footer_line(*run->footer()) == footer_line(footer));
  CHECK(footer_line(footer) ==
        "{\"finished\":\"2026-11-20T09:31:00Z\",\"wall_ms\":60000.5,\"complete\":false,"
        "\"incomplete_because\":[\"interrupted\"],\"spent\":0.25,\"gates\":[{\"gate\":\"pass_rate\","
        "\"scope\":\"receipts\",\"model\":\"m\",\"prompt\":\"terse\",\"status\":\"inconclusive\",\"measured\":0.5,"
        "\"limit\":0.95,\"sentence\":\"pass rate 0.50 is below 0.95\"}],\"exit_code\":3}\n");
}

/// The same object with its members, and those of the objects within, in the opposite order, each beside one that
/// nobody knows.
Node turned_round(const Node& node) {
  if (node.is_list()) {
    Node::List items;
    for (const Node& item : node.list()) items.push_back(turned_round(item));
    return Node(std::move(items));
  }
  if (!node.is_map()) return node;
  Node::Map members;
  for (auto member = node.map().rbegin(); member != node.map().rend(); ++member) {
    members.push_back({member->key, turned_round(member->value), {}});
    members.push_back({"unknown-" + member->key, Node("passed over"), {}});
  }
  return Node(std::move(members));
}

TEST_CASE("the members of a line may stand in any order, among others that are not known") {
  CaseResult result = full_result();
  // Objects whose keys are anybody's have no unknown ones.
  result.group.chosen.clear();
  for (AssertionResult& assertion : result.assertions) assertion.verdict.evidence = Node();
  for (Exchange& exchange : result.exchanges) {
    if (exchange.reply) exchange.reply->logprobs = Node();
  }
  const auto node = parse_json(to_json(result));
  REQUIRE(node);
  MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", {});
  REQUIRE(writer);
  Node line = turned_round(*node);
  // What tells the kind of a line stands first in it.
  Node::Map members{{"suite", Node(result.unit.suite), {}}};
  for (Node::Member& member : line.map()) {
    if (member.key != "suite") members.push_back(std::move(member));
  }
  REQUIRE(writer->add_line(to_json(Node(std::move(members)))));
  const auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  const auto found = run->find(result.unit, result.repeat);
  REQUIRE(found);
  CHECK(to_json(*found) == to_json(result));
}

}  // namespace
}  // namespace sightline

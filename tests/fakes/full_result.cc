#include "fakes/full_result.h"

namespace sightline::fakes {
namespace {

Node evidence() {
  Node node;
  node.set("found", Node(Node::List{Node(Node::Number{118, "118.00"}), Node(true), Node()}));
  node.set("a \"key\"", Node(Node::Map{}));
  node.set("nothing", Node("\x01 </script> ]]> \xE2\x80\xA8 \xF0\x9F\x98\x80"));
  return node;
}

Reply reply() {
  return {.text = "{\"total\": 42.5}\n\"quoted\" \\ \t \x7F \xE2\x80\xAE",
          .refusal = "no",
          .reasoning = "well",
          .tool_calls = {{.id = "call-1", .name = "weather", .arguments = "{\"city\": "}},
          .finish_reason = "stop",
          .model = "vendor/m",
          .id = "chatcmpl-1",
          .system_fingerprint = "fp",
          .created = 1786000000,
          .usage = {.prompt_tokens = 1,
                    .completion_tokens = 2,
                    .total_tokens = 3,
                    .cached_tokens = 4,
                    .reasoning_tokens = 5,
                    .image_tokens = 0},
          .stated_cost = 0.00125,
          .logprobs = evidence(),
          .streamed = true};
}

Exchange answered() {
  const Failure busy{.kind = Failure::Kind::rate_limited,
                     .status = 429,
                     .message = "slow down",
                     .request_id = "r-1",
                     .retry_after_ms = 250.5};
  return {
      .key = std::string(64, 'a'),
      .reply = reply(),
      .failure = {},
      .timing = {.queue_ms = 0.25, .connect_ms = 1.5, .first_byte_ms = 411.875, .first_token_ms = 412, .total_ms = 441},
      .attempts = {{.failure = busy, .waited_ms = 1000.125}},
      .provenance = {
          .source = "authored", .replayed = true, .copy = true, .recorded_at = "2026-11-20", .ignored_changed = true}};
}

Exchange broken() {
  Exchange exchange;
  exchange.key = std::string(64, 'b');
  exchange.failure = Failure{.kind = Failure::Kind::harness, .message = "disk full"};
  return exchange;
}

AssertionResult assertion() {
  return {.name = "number",
          .text = "number: 42.5",
          .label = "the total",
          .metric = "total",
          .weight = 2.5,
          .turn = 1,
          .place = {"suites/r.yaml", {12, 9}},
          .verdict = {.status = Verdict::Status::error,
                      .score = 1.0 / 3,
                      .value = -1e-7,
                      .unit = "EUR",
                      .outcome = Verdict::Outcome::truncated,
                      .reason = "expected 42.5,\nsaw nothing",
                      .evidence = evidence()}};
}

}  // namespace

CaseResult full_result() {
  AssertionResult plain;
  plain.name = "equals";
  return {.unit = {"receipts", "caf\xC3\xA9@x=1", "terse", "m"},
          .repeat = 2,
          .sequence = 18'446'744'073'709'551'615u,
          .status = Status::xpassed,
          .must_pass = true,
          .score = 0.1,
          .reason = "passes now: delete xfail",
          .description = "Creased paper.",
          .tags = {"ocr", "creased"},
          .cluster = "c-1",
          .place = {"suites/r.yaml", {7, 5}},
          .repeats = {.n = 3, .pass = 2},
          .exchanges = {answered(), broken()},
          .assertions = {assertion(), plain},
          .cost = 0.0000123,
          .cost_source = CostSource::priced,
          .control = "blank_image",
          .control_of = "caf\xC3\xA9",
          .group = {.kind = "circular",
                    .rule = "at least 2",
                    .members = {{.unit = "receipts/a#p@m", .status = Status::xfailed, .score = 0.25, .answer = "B"}},
                    .consistent = false,
                    .chosen = {{"A", 3}}}};
}

CaseResult small_result(std::string case_id, unsigned repeat, std::uint64_t sequence) {
  CaseResult result;
  result.unit = {"s", std::move(case_id), "p", "m"};
  result.repeat = repeat;
  result.sequence = sequence;
  return result;
}

}  // namespace sightline::fakes

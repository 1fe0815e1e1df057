#include "made_up_results.h"

#include <algorithm>

#include "made_up_run.h"

namespace sightline::fakes {

const std::string kHostileText =
    "=cmd|' /C calc'!A0 <script>alert(1)</script> ]]> </template> | **bold** `code` ``` @team #1\n"
    "::error::injected %0A \"quoted\", \x1B[31mred \x07 \xE2\x80\xAE"
    "desrever\xE2\x80\xAC \xEF\xBF\xBE \xF0\x9F\x98\x80 \r\nend";

namespace {

const std::string kCafe(64, 'a');
const std::string kChat(64, 'b');
const std::string kChatAgain(64, 'd');

Exchange answered(std::string key, std::string text, double total_ms) {
  Exchange exchange;
  exchange.key = std::move(key);
  exchange.reply.emplace();
  exchange.reply->text = std::move(text);
  exchange.reply->finish_reason = "stop";
  exchange.reply->model = "alibaba/qwen3-vl-32b-instruct";
  exchange.reply->usage.prompt_tokens = 812;
  exchange.reply->usage.completion_tokens = 46;
  exchange.timing.first_byte_ms = total_ms / 2;
  exchange.timing.total_ms = total_ms;
  exchange.provenance = {.source = "live", .replayed = true, .recorded_at = "2026-11-18"};
  return exchange;
}

AssertionResult judged(std::string name, std::string text, Verdict::Status status, std::string reason,
                       std::uint32_t line) {
  AssertionResult assertion;
  assertion.name = std::move(name);
  assertion.text = std::move(text);
  assertion.place = {"suites/receipts.yaml", {line, 9}};
  assertion.verdict.status = status;
  assertion.verdict.score = status == Verdict::Status::pass ? 1 : 0;
  assertion.verdict.reason = std::move(reason);
  return assertion;
}

CaseResult receipt(std::string case_id, std::string model, std::uint64_t sequence, Status status) {
  CaseResult result;
  result.unit = {"receipts", std::move(case_id), "terse", std::move(model)};
  result.sequence = sequence;
  result.status = status;
  result.score = status == Status::passed || status == Status::xpassed ? 1 : 0;
  result.tags = {"ocr"};
  result.cluster = "c1";
  result.place = {"suites/receipts.yaml", {static_cast<std::uint32_t>(20 + 10 * sequence), 5}};
  return result;
}

CaseResult priced(CaseResult result, std::string answer, double total_ms) {
  result.exchanges = {answered(kCafe, std::move(answer), total_ms)};
  result.cost = 0.00073206;
  result.cost_source = CostSource::priced;
  return result;
}

CaseResult cafe(std::string model, std::uint64_t sequence) {
  CaseResult result = priced(receipt("cafe", std::move(model), sequence, Status::passed), "{\"total\": 42.50}", 400);
  result.must_pass = true;
  result.description = "Creased paper, three items.";
  result.assertions = {
      judged("number", "number: {at: .total, equals: 42.5}", Verdict::Status::pass, "42.5 is 42.5", 23)};
  result.assertions[0].metric = "total";
  result.assertions[0].verdict.value = 42.5;
  return result;
}

/// Three repeats, of which one passed.
std::vector<CaseResult> books() {
  std::vector<CaseResult> repeats;
  for (unsigned i = 0; i < 3; ++i) {
    CaseResult result = receipt("books", "qwen", 1 + i, i == 1 ? Status::passed : Status::failed);
    result = priced(std::move(result), i == 1 ? "{\"total\": 118.00}" : "{\"total\": 113.00}", 500 + 100 * i);
    result.repeat = i;
    result.place.position.line = 30;
    result.repeats = {.n = 3, .pass = 2};
    const bool passed = i == 1;
    result.assertions = {judged("number", "number: {at: .total, equals: 118.00}",
                                passed ? Verdict::Status::pass : Verdict::Status::fail,
                                passed ? "118 is 118" : "expected 118.00 at .total, got 113.00", 31)};
    result.assertions[0].metric = "total";
    result.assertions[0].verdict.value = passed ? 118 : 113;
    if (!passed) result.reason = "number: expected 118.00 at .total, got 113.00";
    repeats.push_back(std::move(result));
  }
  return repeats;
}

CaseResult hostile() {
  CaseResult result = priced(receipt("hostile", "qwen", 4, Status::failed), kHostileText, 650);
  result.reason = "contains: expected 'cat' in " + kHostileText;
  result.description = kHostileText;
  result.tags = {"ocr", "</template><b>"};
  result.assertions = {
      judged("contains", "contains: " + kHostileText, Verdict::Status::fail, "expected 'cat' in " + kHostileText, 40)};
  result.assertions[0].label = kHostileText;
  result.assertions[0].verdict.outcome = Verdict::Outcome::unparsed;
  result.assertions[0].verdict.evidence.set("extracted", Node(kHostileText));
  return result;
}

CaseResult rate_limited() {
  CaseResult result = receipt("busy", "qwen", 5, Status::error);
  result.reason = "429 after 2 sends: Too many requests";
  Exchange exchange;
  exchange.key = kCafe;
  exchange.failure = Failure{.kind = Failure::Kind::rate_limited,
                             .status = 429,
                             .message = "Too many requests",
                             .request_id = "req-2",
                             .retry_after_ms = 2000};
  exchange.attempts = {{.failure = *exchange.failure, .waited_ms = 1000}};
  result.exchanges = {exchange};
  return result;
}

CaseResult skipped() {
  CaseResult result = receipt("old", "qwen", 6, Status::skipped);
  result.reason = "the sign was taken down";
  return result;
}

CaseResult expected_failure(std::uint64_t sequence, Status status) {
  const bool passes = status == Status::xpassed;
  CaseResult result = priced(receipt(passes ? "stamp" : "blank-page", "qwen", sequence, status), "{\"total\": 0}", 380);
  result.reason =
      passes ? "passes now: delete xfail" : "jq: .total == null is false (expected to fail: it invents a total)";
  result.assertions = {judged("jq", "jq: .total == null", passes ? Verdict::Status::pass : Verdict::Status::fail,
                              passes ? ".total == null is true" : ".total == null is false", 52)};
  return result;
}

/// A conversation of two turns, its answers written by a person and served once more to the second repeat.
CaseResult weather(unsigned repeat) {
  CaseResult result;
  result.unit = {"chat's <own>", "weather@city=Z\xC3\xBCrich", "it's 1", "local"};
  result.repeat = repeat;
  result.sequence = 10 + repeat;
  result.repeats = {.n = 2, .pass = 2};
  result.score = 1;
  result.place = {"suites/chat's own.yaml", {9, 5}};
  Exchange call = answered(kChat, "", 120);
  call.reply->finish_reason = "tool_calls";
  call.reply->tool_calls = {{.id = "call-1", .name = "get_weather", .arguments = "{\"city\": \"Z\xC3\xBCrich\"}"}};
  result.exchanges = {call, answered(kChatAgain, "It rains.", 180)};
  for (Exchange& exchange : result.exchanges) {
    exchange.provenance = {.source = "authored",
                           .replayed = true,
                           .copy = repeat > 0,
                           .recorded_at = "2026-11-20",
                           .ignored_changed = repeat > 0};
  }
  result.assertions = {judged("tool_call", "tool_call: get_weather", Verdict::Status::pass, "called once", 12),
                       judged("contains", "contains: rain", Verdict::Status::pass, "'rain' is in the answer", 14)};
  result.assertions[1].turn = 1;
  return result;
}

}  // namespace

std::vector<CaseResult> made_up_results() {
  std::vector<CaseResult> results = books();
  results.push_back(weather(1));
  results.push_back(hostile());
  results.push_back(cafe("qwen", 0));
  results.push_back(rate_limited());
  results.push_back(skipped());
  results.push_back(expected_failure(8, Status::xpassed));
  results.push_back(expected_failure(7, Status::xfailed));
  results.push_back(weather(0));
  results.push_back(cafe("local", 9));
  return results;
}

std::map<std::string, std::string> made_up_requests() {
  return {{kCafe,
           "{\"model\":\"alibaba/qwen3-vl-32b-instruct\",\"messages\":[{\"role\":\"user\",\"content\":["
           "{\"type\":\"image_url\",\"image_url\":{\"url\":\"sha256:" +
               std::string(64, 'c') + "\"}},{\"type\":\"text\",\"text\":\"Total, as JSON.\"}]}],\"temperature\":0}"},
          {kChat,
           "{\"model\":\"Qwen3-VL-8B\",\"messages\":[{\"role\":\"user\",\"content\":\"Weather in "
           "Z\xC3\xBCrich?\"}]}"},
          {kChatAgain,
           "{\"model\":\"Qwen3-VL-8B\",\"messages\":[{\"role\":\"user\",\"content\":\"Weather in "
           "Z\xC3\xBCrich?\"},{\"role\":\"tool\",\"tool_call_id\":\"call-1\",\"content\":\"rain\"}]}"}};
}

}  // namespace sightline::fakes

#include "compare/drift.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <functional>

using namespace sightline;

namespace {

const std::string kBody =
    R"({"id":"c-1","choices":[{"index":0,"message":{"role":"assistant","content":"A red circle."},)"
    R"("finish_reason":"stop","logprobs":null}],"usage":{"prompt_tokens":17,"completion_tokens":4}})";

/// One side: a unit with its answers, one a turn, and their bytes.
struct Side {
  CaseResult result;
  std::vector<RecordedResponse> answers;
};

Side side_of(std::size_t turns = 1) {
  Side side;
  side.result.unit = {"receipts", "cafe", "terse", "qwen"};
  for (std::size_t turn = 0; turn < turns; ++turn) {
    Exchange exchange;
    exchange.key = "key " + std::to_string(turn);
    exchange.reply.emplace();
    exchange.reply->text = "A red circle.";
    exchange.reply->finish_reason = "stop";
    exchange.reply->model = "qwen3-vl-32b-instruct";
    exchange.reply->usage.prompt_tokens = 17;
    exchange.reply->usage.completion_tokens = 4;
    exchange.timing.total_ms = 400;
    side.result.exchanges.push_back(exchange);
    side.answers.emplace_back();
    side.answers.back().body = kBody;
  }
  AssertionResult assertion;
  assertion.name = "contains";
  assertion.text = "contains: circle";
  assertion.turn = static_cast<unsigned>(turns - 1);
  side.result.assertions = {assertion};
  return side;
}

DriftSide view(const Side& side) {
  DriftSide seen{.result = side.result, .answers = {}};
  for (const RecordedResponse& answer : side.answers) seen.answers.push_back(&answer);
  return seen;
}

/// "fail finish_reason: 'stop' -> 'length'", one for each finding; its turn where it is not the first.
std::vector<std::string> told(const Side& recorded, const Side& live) {
  std::vector<std::string> lines;
  for (const DriftFinding& f : drift_of(view(recorded), view(live), {})) {
    lines.push_back(fmt::format("{} {}{}: {} -> {}", drift_level_name(f.level), f.what,
                                f.turn > 0 ? fmt::format(" turn {}", f.turn) : "", f.recorded, f.live));
  }
  return lines;
}

Reply& reply(Side& side, std::size_t turn = 0) {
  return *side.result.exchanges.at(turn).reply;
}

void fail_with(Side& side, Failure::Kind kind, int status, std::string message) {
  side.result.exchanges[0].reply.reset();
  side.result.exchanges[0].failure = Failure{.kind = kind, .status = status, .message = std::move(message)};
  side.result.assertions.clear();
  side.answers.clear();
}

void replace(std::string& text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

void judge(Side& side, Verdict::Status status, std::string reason, double weight = 1) {
  side.result.assertions[0].verdict.status = status;
  side.result.assertions[0].verdict.reason = std::move(reason);
  side.result.assertions[0].weight = weight;
}

struct Row {
  std::string name;
  std::function<void(Side& recorded, Side& live)> change;
  std::vector<std::string> findings;
};

const std::vector<Row>& rows() {
  using Status = Verdict::Status;
  static const std::vector<Row> kRows = {
      {"nothing differs", [](Side&, Side&) {}, {}},
      {"the finish_reason",
       [](Side&, Side& live) { reply(live).finish_reason = "length"; },
       {"fail finish_reason: 'stop' -> 'length'"}},
      {"a member of the message came",
       [](Side&, Side& live) {
         replace(live.answers[0].body, R"("role":"assistant")", R"("role":"assistant","reasoning_content":{"a":1})");
       },
       {"fail shape: /choices/*/message/reasoning_content: absent -> /choices/*/message/reasoning_content: a map"}},
      {"a member of the message went",
       [](Side& recorded, Side&) {
         replace(recorded.answers[0].body, R"("role":"assistant")", R"("role":"assistant","annotations":[])");
       },
       {"fail shape: /choices/*/message/annotations: a list -> /choices/*/message/annotations: absent"}},
      {"a member changed its kind",
       [](Side&, Side& live) {
         replace(live.answers[0].body, R"("content":"A red circle.")", R"("content":[{"type":"text"}])");
       },
       {"fail shape: /choices/*/message/content: a string -> /choices/*/message/content: a list"}},
      {"a member is null or absent",
       [](Side&, Side& live) { replace(live.answers[0].body, R"(,"logprobs":null)", ""); },
       {}},
      {"a member beside the choices went",
       [](Side&, Side& live) {
         replace(live.answers[0].body, R"(,"usage":{"prompt_tokens":17,"completion_tokens":4})", "");
       },
       {"warn shape: /usage: a map -> /usage: absent"}},
      {"values alone", [](Side&, Side& live) { replace(live.answers[0].body, "c-1", "c-2"); }, {}},
      {"an answer's bytes are not known", [](Side&, Side& live) { live.answers.clear(); }, {}},
      {"a stream became one text",
       [](Side& recorded, Side&) {
         recorded.answers[0].stream = true;
         recorded.answers[0].body = "data: {\"choices\":[]}\n\ndata: [DONE]\n\n";
       },
       {"fail shape: a stream -> one JSON text"}},
      {"an error where there was an answer",
       [](Side&, Side& live) { fail_with(live, Failure::Kind::bad_request, 400, "Body validation error"); },
       {"fail error: an answer -> bad_request: Body validation error"}},
      {"an answer where there was an error",
       [](Side& recorded, Side&) { fail_with(recorded, Failure::Kind::server_error, 500, "Internal server error"); },
       {"fail error: server_error: Internal server error -> an answer"}},
      {"the same error",
       [](Side& recorded, Side& live) {
         fail_with(recorded, Failure::Kind::bad_request, 400, "Unsupported value");
         fail_with(live, Failure::Kind::bad_request, 400, "Unsupported value: 'seed'");
       },
       {}},
      {"another error",
       [](Side& recorded, Side& live) {
         fail_with(recorded, Failure::Kind::bad_request, 400, "a");
         fail_with(live, Failure::Kind::server_error, 500, "b");
       },
       {"fail error: bad_request: a -> server_error: b"}},
      {"a verdict went from pass to fail",
       [](Side&, Side& live) { judge(live, Status::fail, "no 'circle'"); },
       {"fail verdict: contains: circle pass -> contains: circle fail: no 'circle'"}},
      {"a verdict went from pass to error",
       [](Side&, Side& live) { judge(live, Status::error, "too deep"); },
       {"fail verdict: contains: circle pass -> contains: circle error: too deep"}},
      {"a verdict of weight 0 went from pass to fail",
       [](Side& recorded, Side& live) {
         judge(recorded, Status::pass, "", 0);
         judge(live, Status::fail, "no", 0);
       },
       {"warn verdict: contains: circle pass -> contains: circle fail: no"}},
      {"a verdict went from fail to pass",
       [](Side& recorded, Side&) { judge(recorded, Status::fail, "no 'circle'"); },
       {"warn verdict: contains: circle fail: no 'circle' -> contains: circle pass"}},
      {"the model",
       [](Side&, Side& live) { reply(live).model = "qwen4"; },
       {"warn model: 'qwen3-vl-32b-instruct' -> 'qwen4'"}},
      {"a text in other words",
       [](Side&, Side& live) { reply(live).text = "Nothing is to be seen."; },
       {"warn text: 'A red circle.' -> 'Nothing is to be seen.' (0.18 alike)"}},
      {"a text that is almost the same",
       [](Side&, Side& live) { reply(live).text = "A red circle"; },
       {"info text: 'A red circle.' -> 'A red circle' (0.92 alike)"}},
      {"a tool call's arguments",
       [](Side& recorded, Side& live) {
         reply(recorded).tool_calls = {{.id = "1", .name = "look", .arguments = R"({"x": 1, "y": 2})"}};
         reply(live).tool_calls = {{.id = "2", .name = "look", .arguments = R"({"x": 1, "y": 3})"}};
       },
       {R"(warn tool_calls: look({"x": 1, "y": 2}) -> look({"x": 1, "y": 3}))"}},
      {"a tool call's name",
       [](Side& recorded, Side& live) {
         reply(recorded).tool_calls = {{.id = "1", .name = "look", .arguments = "{}"}};
         reply(live).tool_calls = {{.id = "1", .name = "see", .arguments = "{}"}};
       },
       {"warn tool_calls: look({}) -> see({})"}},
      {"the blanks and the order of a tool call's arguments",
       [](Side& recorded, Side& live) {
         reply(recorded).tool_calls = {{.id = "1", .name = "look", .arguments = R"({"x": 1, "y": 2})"}};
         reply(live).tool_calls = {{.id = "2", .name = "look", .arguments = R"({"y":2,"x":1})"}};
       },
       {}},
      {"one prompt token",
       [](Side&, Side& live) { reply(live).usage.prompt_tokens = 18; },
       {"warn prompt_tokens: 17 -> 18"}},
      {"half of the completion tokens", [](Side&, Side& live) { reply(live).usage.completion_tokens = 6; }, {}},
      {"more than half of the completion tokens",
       [](Side&, Side& live) { reply(live).usage.completion_tokens = 7; },
       {"warn completion_tokens: 4 -> 7"}},
      {"fewer than half of the completion tokens",
       [](Side&, Side& live) { reply(live).usage.completion_tokens = 1; },
       {"warn completion_tokens: 4 -> 1"}},
      {"usage that is not told", [](Side&, Side& live) { reply(live).usage = {}; }, {}},
      {"the system_fingerprint",
       [](Side&, Side& live) { reply(live).system_fingerprint = "fp_2"; },
       {"info system_fingerprint: none -> 'fp_2'"}},
      {"more than twice the time",
       [](Side&, Side& live) { live.result.exchanges[0].timing.total_ms = 801; },
       {"info latency: 400 ms -> 801 ms"}},
      {"less than twice the time", [](Side&, Side& live) { live.result.exchanges[0].timing.total_ms = 799; }, {}},
      {"a time that differs by chance",
       [](Side& recorded, Side& live) {
         recorded.result.exchanges[0].timing.total_ms = 10;
         live.result.exchanges[0].timing.total_ms = 90;
       },
       {}},
  };
  return kRows;
}

}  // namespace

TEST_CASE("What differs between a recording and an answer, and how much it matters") {
  for (const Row& row : rows()) {
    INFO(row.name);
    Side recorded = side_of();
    Side live = side_of();
    row.change(recorded, live);
    CHECK(told(recorded, live) == row.findings);
  }
}

TEST_CASE("A later turn that was asked something else is compared by shape, finish_reason and model alone") {
  Side recorded = side_of(2);
  Side live = side_of(2);
  reply(live).text = "A red circle!";
  live.result.exchanges[1].key = "another";
  reply(live, 1).text = "Nothing of the kind.";
  reply(live, 1).usage.prompt_tokens = 99;
  reply(live, 1).finish_reason = "length";
  CHECK(told(recorded, live) == std::vector<std::string>{"info text: 'A red circle.' -> 'A red circle!' (0.92 alike)",
                                                         "fail finish_reason turn 1: 'stop' -> 'length'"});
}

TEST_CASE("A conversation that ends early is told with its reason") {
  Side recorded = side_of(2);
  Side live = side_of(1);
  live.result.reason = "expected a call of look";
  live.result.assertions.clear();
  CHECK(told(recorded, live) == std::vector<std::string>{"fail turns: 2 turns -> 1 turn: expected a call of look"});
}

TEST_CASE("The threshold of similarity is the caller's") {
  Side recorded = side_of();
  Side live = side_of();
  reply(live).text = "A red circle";
  const auto level = [&](double similarity) {
    return drift_of(view(recorded), view(live), {.similarity = similarity}).at(0).level;
  };
  CHECK(level(0.95) == DriftLevel::warn);
  CHECK(level(0.9) == DriftLevel::info);
}

TEST_CASE("What tells nothing of the model cannot be compared") {
  using Kind = Failure::Kind;
  const auto why = [](Kind kind) {
    Side live = side_of();
    fail_with(live, kind, 0, "no");
    return why_not_comparable(side_of().result, live.result);
  };
  for (const Kind kind :
       {Kind::refused_connection, Kind::name_not_resolved, Kind::tls, Kind::timeout, Kind::broken_connection,
        Kind::unauthorized, Kind::forbidden, Kind::rate_limited, Kind::missing_fixture}) {
    CHECK(why(kind) == fmt::format("{}: no", failure_name(kind)));
  }
  CHECK_FALSE(why(Kind::bad_request));
  CHECK_FALSE(why(Kind::server_error));
  CHECK_FALSE(why(Kind::unreadable_answer));
  Side recorded = side_of();
  fail_with(recorded, Kind::missing_fixture, 404, "no recording");
  CHECK(why_not_comparable(recorded.result, side_of().result) == "its recording is not whole");
  CHECK_FALSE(why_not_comparable(side_of().result, side_of().result));
}

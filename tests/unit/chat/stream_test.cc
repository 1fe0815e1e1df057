#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "chat/chat.h"
#include "sse/sse.h"
#include "unit/chat/outcomes.h"

namespace sightline {
namespace {

std::string frames(const std::vector<std::string>& events) {
  std::string stream;
  for (const std::string& event : events) stream += sse_frame(event);
  return stream;
}

/// A chunk with one choice; `members` follow its index.
std::string chunk(std::string_view members) {
  return fmt::format(R"({{"choices":[{{"index":0,{}}}]}})", members);
}
std::string delta(std::string_view members) {
  return chunk(fmt::format(R"("delta":{{{}}},"finish_reason":null)", members));
}

const std::string kStop = chunk(R"("delta":{},"finish_reason":"stop")");

std::string text_of_events(const std::vector<std::string>& events) {
  return decoded_text(streamed(frames(events)));
}

std::string sample() {
  return ": hello\n\n" +
         frames(
             {R"({"id":"c-1","object":"chat.completion.chunk","created":5,"model":"q","system_fingerprint":null,
                     "choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null})",
              delta(R"("content":"Zwei Enten ")"), delta(R"("content":"🦆🦆")"),
              chunk(
                  R"("delta":{"content":"."},"logprobs":{"content":[{"token":"."}],"refusal":null},"finish_reason":null)"),
              delta(
                  R"("tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"f","arguments":"{\"a\""}}])"),
              delta(R"("tool_calls":[{"index":0,"function":{"arguments":":1}"}}])"), kStop,
              R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7},
                     "meta":{"usage":{"credits_used":20,"usd_spent":0.00001}}})",
              "[DONE]"});
}

const std::string kSampleReply =
    "text: Zwei Enten 🦆🦆.\ncall: t|f|{\"a\":1}\nfinish: stop\nmodel: q\nid: c-1\ncreated: 5\nprompt: "
    "3\ncompletion: 4\n"
    "total: 7\ncost: 1e-05\nlogprobs: {\"content\":[{\"token\":\".\"}],\"refusal\":null}\n";

}  // namespace

TEST_CASE("a stream is put together again") {
  const Decoded decoded = decode(streamed(sample()));
  REQUIRE(decoded.answer.has_value());
  CHECK(shown(*decoded.answer) == kSampleReply);
  CHECK(decoded.answer->streamed);
}

TEST_CASE("a stream means the same wherever it was split, and the first token is timed by the read that completed it") {
  const std::string body = sample();
  const std::string first_words = delta(R"("content":"Zwei Enten ")");
  const std::size_t first_token_end = body.find(first_words) + first_words.size() + 2;
  for (std::size_t at = 1; at < body.size(); ++at) {
    INFO("split at byte " << at);
    Outcome outcome = streamed(body);
    outcome.arrivals = {{0, 1'000}, {at, 2'500}};
    const Decoded decoded = decode(outcome);
    REQUIRE(decoded.answer.has_value());
    CHECK(shown(*decoded.answer) == kSampleReply);
    CHECK(decoded.first_token_ms == (at < first_token_end ? 2.5 : 1.0));
  }
}

TEST_CASE("the first token may be a tool call or a refusal, and is no reasoning") {
  const auto first_token = [](const std::string& first, const std::string& second) {
    Outcome outcome = streamed(frames({first, second, kStop, "[DONE]"}));
    outcome.arrivals = {{0, 1'000}, {sse_frame(first).size(), 2'000}, {sse_frame(first + second).size() + 8, 3'000}};
    return decode(outcome).first_token_ms;
  };
  const std::string text = delta(R"("content":"a")");
  CHECK(first_token(text, text) == 1.0);
  CHECK(first_token(delta(R"("role":"assistant","content":"")"), text) == 2.0);
  CHECK(first_token(delta(R"("reasoning_content":"hm")"), text) == 2.0);
  CHECK(first_token(delta(R"("refusal":"No.")"), text) == 1.0);
  CHECK(first_token(delta(R"("tool_calls":[{"index":0,"id":"t"}])"), text) == 1.0);
  CHECK(first_token(delta(""), delta("")) == std::nullopt);
  CHECK(decode(streamed(sample())).first_token_ms == std::nullopt);
}

TEST_CASE("a stream is known by its content type, else by its first bytes") {
  const std::string body = frames({delta(R"("content":"a")"), kStop, "[DONE]"});
  const std::string expected = "text: a\nfinish: stop\n";
  CHECK(decoded_text(answered(200, body)) == expected);
  CHECK(decoded_text(answered(200, body, {{"content-type", "application/json"}})) == expected);
  CHECK(decoded_text(answered(200, "\n: comment\n" + body)) == expected);
  CHECK(decoded_text(answered(200, "\xEF\xBB\xBF" + body, {{"content-type", "TEXT/EVENT-STREAM"}})) == expected);
  CHECK(decoded_text(answered(200, "retry: 1\n" + body)) == expected);
  CHECK(decoded_text(streamed(R"({"choices":[{"message":{"content":"plain"}}]})")) == "text: plain\n");
  CHECK(decoded_text(streamed("")) == "broken_connection 200: the answer is empty");
}

TEST_CASE("deltas of every shape") {
  CHECK(text_of_events({delta(R"("content":null)"), delta(R"("content":"a")"), chunk(R"("delta":null)"), kStop}) ==
        "text: a\nfinish: stop\n");
  CHECK(text_of_events({delta(R"("content":[{"type":"text","text":"a"},{"type":"text","text":"b"}])"), kStop}) ==
        "text: ab\nfinish: stop\n");
  CHECK(text_of_events({delta(R"("refusal":"I can")"), delta(R"("refusal":"not.")"), kStop}) ==
        "refusal: I cannot.\nfinish: stop\n");
  CHECK(text_of_events({delta(R"("reasoning_content":"a")"), delta(R"("reasoning":"b")"), kStop}) ==
        "reasoning: ab\nfinish: stop\n");
  CHECK(text_of_events({R"({"choices":[{"index":1,"delta":{"content":"other"}},{"delta":{"content":"first"}}]})",
                        kStop}) == "text: first\nfinish: stop\n");
  CHECK(text_of_events({R"({"type":"ping"})", "", delta(R"("content":"a\ufffd\ud83d")"), kStop}) ==
        "text: a\xEF\xBF\xBD\xEF\xBF\xBD\nfinish: stop\n");
  CHECK(text_of_events({delta(R"("content":5)"), kStop}) ==
        "unreadable_answer 200: the delta of event 1 has a content that is a number");
}

TEST_CASE("tool calls are merged by index, with one id and one name each") {
  CHECK(text_of_events({
            delta(R"("tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":""}}])"),
            delta(R"("tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}])"),
            delta(R"("tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":"[1,"}},
                                   {"index":0,"id":null,"function":{"name":null,"arguments":"}"}}])"),
            delta(R"("tool_calls":[{"index":1,"function":{"arguments":"2]"}}])"),
            chunk(R"("delta":{},"finish_reason":"tool_calls")"),
        }) == "call: a|f|{}\ncall: b|g|[1,2]\nfinish: tool_calls\n");
}

TEST_CASE("a new id begins a new tool call, also under an index that was there") {
  CHECK(text_of_events({
            delta(R"("tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}])"),
            delta(R"("tool_calls":[{"index":0,"id":"b","function":{"name":"f","arguments":"[]"}}])"),
            kStop,
        }) == "call: a|f|{}\ncall: b|f|[]\nfinish: stop\n");
}

TEST_CASE("log probabilities of the chunks are joined") {
  const auto logprobs = [](std::string_view value) {
    return chunk(fmt::format(R"("delta":{{}},"logprobs":{})", value));
  };
  CHECK(text_of_events({logprobs("null"), logprobs(R"({"content":[{"token":"a"}],"refusal":null})"),
                        logprobs(R"({"content":[{"token":"b"}],"refusal":[]})"), logprobs(R"({"content":null})"),
                        kStop}) ==
        "finish: stop\nlogprobs: {\"content\":[{\"token\":\"a\"},{\"token\":\"b\"}],\"refusal\":[]}\n");
}

TEST_CASE("a stream is whole with [DONE] or with a finish reason, and cut without both") {
  const std::string text = delta(R"("content":"a")");
  const std::string cut = "broken_connection 200: the stream ended before the answer was whole";
  CHECK(text_of_events({text, kStop}) == "text: a\nfinish: stop\n");
  CHECK(text_of_events({text, "[DONE]"}) == "text: a\n");
  CHECK(text_of_events({text, "[DONE]", delta(R"("content":"late")")}) == "text: a\n");
  CHECK(text_of_events({text}) == cut);
  CHECK(decoded_text(streamed(frames({text, kStop}) + "data: {\"cho")) == "text: a\nfinish: stop\n");
  CHECK(decoded_text(streamed(frames({text}) + "data: " + kStop)) == cut);
  CHECK(decoded_text(streamed(": nothing but comments\n\n")) == cut);
}

TEST_CASE("a stream without choices is no answer") {
  CHECK(text_of_events({R"({"id":"1"})", R"({"choices":[]})", "[DONE]"}) ==
        "unreadable_answer 200: no choices in the stream's 2 events");
}

TEST_CASE("an event that cannot be read ends the stream") {
  CHECK(text_of_events({delta(R"("content":"a")"), R"({"choices":[{"index":0,"delta":{"conte)", kStop}) ==
        "unreadable_answer 200: event 2 of the stream cannot be read: not JSON: a string has no closing quote (line 1, "
        "column 33)");
  CHECK(text_of_events({std::string(10'000, '['), kStop}) ==
        "unreadable_answer 200: event 1 of the stream cannot be read: nested deeper than 256 levels (line 1, column "
        "257)");
}

TEST_CASE("an error within a stream is a failure, in either dialect") {
  const std::string text = delta(R"("content":"a")");
  const std::string lead = "HTTP 200 carries an error in place of an answer: ";
  CHECK(text_of_events({text, R"({"error":{"message":"Overloaded","type":"server_error","code":null}})", kStop}) ==
        "server_error 200: " + lead + "Overloaded");
  CHECK(text_of_events({text, R"({"message":"Too Many Requests","statusCode":429,"requestId":"r"})"}) ==
        "rate_limited 429 id=r: " + lead + "Too Many Requests");
  CHECK(
      text_of_events({R"({"error":{"message":"Gone","code":502},"choices":[{"delta":{},"finish_reason":"error"}]})"}) ==
      "server_error 502: " + lead + "Gone");
  CHECK(text_of_events({chunk(R"("delta":{},"error":{"message":"Choice","code":400})")}) ==
        "bad_request 400: " + lead + "Choice");
  CHECK(decoded_text(streamed(frames({text}) + "event: error\ndata: {\"message\": \"Named\"}\n\n")) ==
        "server_error 200: " + lead + "Named");
  CHECK(decoded_text(streamed(frames({text}) + "event: error\ndata: plain words\n\n")) ==
        "server_error 200: " + lead + "plain words");
  CHECK(decoded_text(streamed(frames({text}) + "event: error\ndata: false\n\n")) ==
        "server_error 200: " + lead + "false");
}

}  // namespace sightline

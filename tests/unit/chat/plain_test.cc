#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "chat/chat.h"
#include "unit/chat/outcomes.h"

namespace sightline {
namespace {

struct PlainRow {
  std::string body;
  std::string expected;
};

/// An answer whose first choice has this message.
std::string with_message(std::string_view message) {
  return fmt::format(R"({{"choices": [{{"index": 0, "message": {}, "finish_reason": "stop"}}]}})", message);
}

void check_plain(const std::vector<PlainRow>& rows) {
  for (const PlainRow& row : rows) {
    INFO(row.body);
    CHECK(decoded_text(answered(200, row.body)) == row.expected);
  }
}

}  // namespace

TEST_CASE("a whole answer is read") {
  const std::string body =
      R"({"choices": [{"message": {"content": "A pond — and two ducks. 🦆", "role": "assistant"},
      "finish_reason": "stop", "index": 0, "logprobs": null}, {"index": 1, "message": {"content": "second"}}],
      "object": "chat.completion", "created": 1764625045, "system_fingerprint": null, "id": "chatcmpl-1",
      "usage": {"prompt_tokens": 17, "completion_tokens": 329, "total_tokens": 346,
                "prompt_tokens_details": {"text_tokens": 17}, "completion_tokens_details": {"text_tokens": 329}},
      "model": "qwen3-vl-32b-instruct", "meta": {"usage": {"tokens_used": 1960}}})";
  CHECK(decoded_text(answered(200, body, {{"Content-Type", "application/json; charset=utf-8"}})) ==
        "text: A pond — and two ducks. 🦆\nfinish: stop\nmodel: qwen3-vl-32b-instruct\nid: chatcmpl-1\n"
        "created: 1764625045\nprompt: 17\ncompletion: 329\ntotal: 346\ncost: 0.00098\n");
  const Decoded decoded = decode(answered(200, body));
  CHECK_FALSE(decoded.answer->streamed);
  CHECK_FALSE(decoded.first_token_ms.has_value());
}

TEST_CASE("the content of a message") {
  check_plain({
      {with_message(R"({"content": "a"})"), "text: a\nfinish: stop\n"},
      {with_message(R"({"content": null, "refusal": "No."})"), "refusal: No.\nfinish: stop\n"},
      {with_message(R"({"content": ""})"), "finish: stop\n"},
      {with_message(R"({})"), "finish: stop\n"},
      {with_message(R"({"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}, "c"]})"),
       "text: abc\nfinish: stop\n"},
      {with_message(R"({"content": [{"type": "refusal", "refusal": "No."}, {"type": "image_url"}, 5]})"),
       "refusal: No.\nfinish: stop\n"},
      {with_message(R"({"content": [], "refusal": null, "annotations": null, "audio": null, "tool_calls": null})"),
       "finish: stop\n"},
      {with_message(R"({"content": "a", "reasoning_content": "because"})"),
       "text: a\nreasoning: because\nfinish: stop\n"},
      {with_message(R"({"content": "a", "reasoning": "because"})"), "text: a\nreasoning: because\nfinish: stop\n"},
      {R"({"choices": [{"message": {"content": "a"}}]})", "text: a\n"},
      {R"({"choices": [{"message": {"content": "a"}, "finish_reason": null}]})", "text: a\n"},
      {R"({"error": null, "choices": [{"message": {"content": "a"}}]})", "text: a\n"},
      {R"({"error": "", "choices": [{"error": false, "message": {"content": "a"}}]})", "text: a\n"},
  });
}

TEST_CASE("tool calls of a message") {
  check_plain({
      {with_message(R"({"content": null, "tool_calls": [
           {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\"a\": 1}"}},
           {"id": "c2", "type": "function", "function": {"name": "g", "arguments": {"b": [1.0]}}},
           {"id": "c3", "type": "custom", "custom": {"name": "h", "input": "free"}},
           {"function": {"name": "i", "arguments": null}}, {"id": "c5"}]})"),
       "call: c1|f|{\"a\": 1}\ncall: c2|g|{\"b\":[1.0]}\ncall: c3|h|free\ncall: |i|\ncall: c5||\nfinish: stop\n"},
      {with_message(R"({"content": "", "function_call": {"name": "f", "arguments": "{}"}})"),
       "call: |f|{}\nfinish: stop\n"},
      {with_message(R"({"content": "a", "tool_calls": []})"), "text: a\nfinish: stop\n"},
      {with_message(R"({"content": "a", "tool_calls": "none"})"), "text: a\nfinish: stop\n"},
  });
}

TEST_CASE("usage in every shape") {
  const auto usage = [](std::string_view text) {
    return fmt::format(R"({{"choices": [{{"message": {{}}}}], "usage": {}}})", text);
  };
  check_plain({
      {usage("null"), ""},
      {usage("[]"), ""},
      {usage("{}"), ""},
      {usage(R"({"prompt_tokens": 5.0, "completion_tokens": 1e2, "total_tokens": null})"),
       "prompt: 5\ncompletion: 100\n"},
      {usage(R"({"prompt_tokens": -1, "completion_tokens": 1.5, "total_tokens": "7"})"), ""},
      {usage(R"({"prompt_tokens": 1e300, "completion_tokens": 99999999999999999999})"), ""},
      {usage(R"({"prompt_tokens": 9, "prompt_tokens_details": null, "completion_tokens_details": null})"),
       "prompt: 9\n"},
      {usage(R"({"prompt_tokens_details": {"cached_tokens": 3, "image_tokens": 4, "audio_tokens": null},
                 "completion_tokens_details": {"reasoning_tokens": 6, "accepted_prediction_tokens": null}})"),
       "cached: 3\nreasoning tokens: 6\nimage: 4\n"},
      {usage(R"({"prompt_tokens_details": {"cached_tokens": null}, "completion_tokens_details": {}})"), ""},
  });
}

TEST_CASE("the stated cost in both shapes") {
  const auto meta = [](std::string_view text) {
    return fmt::format(R"({{"choices": [{{"message": {{}}}}], "meta": {}}})", text);
  };
  check_plain({
      {meta(R"({"usage": {"credits_used": 120000, "usd_spent": 0.07}})"), "cost: 0.07\n"},
      {meta(R"({"usage": {"credits_used": 120000, "usd_spent": null}})"), "cost: 0.06\n"},
      {meta(R"({"usage": {"tokens_used": 1960}})"), "cost: 0.00098\n"},
      {meta(R"({"usage": {"tokens_used": 0}})"), "cost: 0\n"},
      {meta(R"({"usage": {"usd_spent": -1}})"), ""},
      {meta(R"({"usage": {"usd_spent": "free"}})"), ""},
      {meta(R"({"usage": null})"), ""},
      {meta(R"({})"), ""},
      {meta("null"), ""},
      {meta("7"), ""},
  });
}

TEST_CASE("log probabilities are kept as they came") {
  check_plain(
      {{R"({"choices": [{"message": {}, "logprobs": {"content": [{"token": "a", "logprob": -0.50}], "refusal": null}}]})",
        "logprobs: {\"content\":[{\"token\":\"a\",\"logprob\":-0.50}],\"refusal\":null}\n"}});
}

TEST_CASE("an answer that is not UTF-8 cannot be read") {
  for (const char* content : {"a\xFFz", "cut \xF0\x9F\x98", "\xED\xA0\xBD"}) {
    Outcome outcome;
    outcome.status = 200;
    outcome.headers = {{"content-type", "application/json"}};
    outcome.body = with_message("{\"content\": \"" + std::string(content) + "\"}");
    const Decoded decoded = decode(outcome);
    REQUIRE_FALSE(decoded.answer);
    CHECK(decoded.answer.error().kind == Failure::Kind::unreadable_answer);
    CHECK(decoded.answer.error().message.find("UTF-8") != std::string::npos);
  }
}

TEST_CASE("half of a surrogate pair is replaced") {
  check_plain({
      {with_message(R"({"content": "\ud83d and \uDE0A"})"), "text: \xEF\xBF\xBD and \xEF\xBF\xBD\nfinish: stop\n"},
      {with_message(R"({"content": "\ud83d\ude0a\ud83d\n\\ud83d\ud83d\ud83d\ude0a"})"),
       "text: 😊\xEF\xBF\xBD\n\\ud83d\xEF\xBF\xBD😊\nfinish: stop\n"},
  });
}

TEST_CASE("what is no chat completion is told apart") {
  const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
  check_plain({
      {"", "broken_connection 200: the answer is empty"},
      {" \r\n", "broken_connection 200: the answer is empty"},
      {"<!DOCTYPE html>\n<title>Sign in</title>",
       "unreadable_answer 200: the answer is HTML or XML, not JSON: '<!DOCTYPE html> <title>Sign in</title>'; is "
       "base_url right?"},
      {"upstream said no",
       "unreadable_answer 200: the answer cannot be read: not JSON: unknown word 'upstream' where a "
       "value is due (line 1, column 1); it begins 'upstream said no'"},
      {std::string(500, '\t') + "no",
       "unreadable_answer 200: the answer cannot be read: not JSON: unknown word 'no' where a value is due (line 1, "
       "column 501); it begins 'no'"},
      {"{\"choices\": [", "broken_connection 200: the answer ended before it was whole, after 13 bytes"},
      {"{\"text\": \"a } \\\" ]", "broken_connection 200: the answer ended before it was whole, after 18 bytes"},
      {"{\"choices\": nothing}",
       "unreadable_answer 200: the answer cannot be read: not JSON: unknown word 'nothing' where a value is due (line "
       "1, "
       "column 13); it begins '{\"choices\": nothing}'"},
      {deep,
       "unreadable_answer 200: the answer cannot be read: nested deeper than 256 levels (line 1, column 257); it "
       "begins '" +
           std::string(79, '[') + "…'"},
      {"[1]", "unreadable_answer 200: the answer is a list, not an object"},
      {"{}", "unreadable_answer 200: no choices in the answer; it has: nothing"},
      {R"({"id": "1", "object": "model"})", "unreadable_answer 200: no choices in the answer; it has: id, object"},
      {R"({"choices": null})", "unreadable_answer 200: 'choices' is null, not a list"},
      {R"({"choices": []})", "unreadable_answer 200: 'choices' is an empty list"},
      {R"({"choices": [7]})", "unreadable_answer 200: choices[0] is a number, not an object"},
      {R"({"choices": [{"text": "old", "index": 0}]})",
       "unreadable_answer 200: choices[0] has no message; it has: text, index"},
      {R"({"choices": [{"message": "hi"}]})", "unreadable_answer 200: choices[0] has no message; it has: message"},
      {with_message(R"({"content": {"text": "a"}})"),
       "unreadable_answer 200: the content of the answer's message is a map"},
  });
}

TEST_CASE("a 200 that carries an error is that error") {
  check_plain({
      {R"({"error": {"message": "Rate limited upstream", "code": 429}, "user_id": "u"})",
       "rate_limited 429: HTTP 200 carries an error in place of an answer: Rate limited upstream"},
      {R"({"error": {"message": "Provider returned error", "code": 502, "metadata": {"raw": "overloaded"}}})",
       "server_error 502: HTTP 200 carries an error in place of an answer: Provider returned error: overloaded"},
      {R"({"error": "model is loading"})",
       "server_error 200: HTTP 200 carries an error in place of an answer: model is loading"},
      {R"({"error": {"weird": true}})",
       "server_error 200: HTTP 200 carries an error in place of an answer: {\"error\":{\"weird\":true}}"},
      {R"({"message": "Too Many Requests", "statusCode": "429", "requestId": "r-1"})",
       "rate_limited 429 id=r-1: HTTP 200 carries an error in place of an answer: Too Many Requests"},
      {R"({"choices": [{"error": {"message": "Filtered", "code": "400"}, "message": {"content": ""}}]})",
       "bad_request 400: HTTP 200 carries an error in place of an answer: Filtered"},
  });
}

TEST_CASE("what an answer costs is what it says, else what its tokens cost") {
  const Price price{0.735, 2.94};
  Reply reply;
  CHECK(cost_of(reply, std::nullopt) == std::pair(std::optional<double>(), CostSource::unknown));
  CHECK(cost_of(reply, price) == std::pair(std::optional<double>(), CostSource::unknown));
  reply.usage.prompt_tokens = 17;
  CHECK(cost_of(reply, price) == std::pair(std::optional<double>(), CostSource::unknown));
  reply.usage.completion_tokens = 329;
  CHECK(cost_of(reply, std::nullopt) == std::pair(std::optional<double>(), CostSource::unknown));
  CHECK(cost_of(reply, price).first.value() == Approx(979.755e-6));
  CHECK(cost_of(reply, price).second == CostSource::priced);
  reply.stated_cost = 0.00098;
  CHECK(cost_of(reply, price) == std::pair(std::optional<double>(0.00098), CostSource::stated));
}

}  // namespace sightline

#include "run/answer_line.h"

#include <catch2/catch.hpp>

using namespace sightline;

namespace {

const Place kPlace{"answers.jsonl", {7, 1}};

AnswerLine read(const std::string& line) {
  auto read = read_answer_line(line, kPlace);
  INFO(line << (read ? "" : render(read.error())));
  REQUIRE(read);
  return std::move(*read);
}

std::string errors_of(const std::string& line) {
  const auto read = read_answer_line(line, kPlace);
  INFO(line);
  REQUIRE_FALSE(read);
  std::string text;
  for (const Error& error : read.error()) text += error.place.text() + ": " + error.message + "\n";
  return text;
}

}  // namespace

TEST_CASE("A name of an answer is a unit's name, or the part of it that tells the case") {
  const auto [text, suite, case_id, prompt, model] =
      GENERATE(table<std::string, std::string, std::string, std::string, std::string>({
          {"receipts/cafe#terse@qwen:2", "receipts", "cafe", "terse", "qwen"},
          {"receipts/cafe#terse@Qwen/Qwen3", "receipts", "cafe", "terse", "Qwen/Qwen3"},
          {"receipts/stamp@language=de#terse@qwen", "receipts", "stamp@language=de", "terse", "qwen"},
          {"receipts/cafe#terse", "receipts", "cafe", "terse", ""},
          {"receipts/cafe", "receipts", "cafe", "", ""},
          {"cafe:0", "", "cafe", "", ""},
          {"stamp@language=de", "", "stamp@language=de", "", ""},
      }));
  const AnswerName name = read_answer_name(text);
  INFO(text);
  CHECK(name.suite == suite);
  CHECK(name.case_id == case_id);
  CHECK(name.prompt == prompt);
  CHECK(name.model == model);
  CHECK(name.repeat.has_value() == (text.find(':') != std::string::npos));
}

TEST_CASE("The number behind a name's last colon is its repeat") {
  CHECK(read_answer_name("receipts/cafe#terse@qwen:12").repeat == 12u);
  CHECK_FALSE(read_answer_name("receipts/cafe#terse@llama:8b").repeat);
  CHECK(read_answer_name("receipts/cafe#terse@llama:8b").model == "llama:8b");
}

TEST_CASE("A line holds a text, and says whose answer it is") {
  const AnswerLine line = read(
      R"({"case": "cafe", "suite": "s", "prompt": "p", "model": "m", "repeat": 1, "answer": "42", "finish_reason": "stop", )"
      R"("x-note": 3})");
  CHECK(line.name.suite == "s");
  CHECK(line.name.case_id == "cafe");
  CHECK(line.name.prompt == "p");
  CHECK(line.name.model == "m");
  CHECK(line.name.repeat == 1u);
  REQUIRE(line.exchange.reply);
  CHECK(line.exchange.reply->text == "42");
  CHECK(line.exchange.reply->finish_reason == "stop");
  CHECK(line.exchange.provenance.source == "answers");
  CHECK_FALSE(line.exchange.provenance.replayed);
}

TEST_CASE("An empty answer is an answer, and a case may be a number") {
  const AnswerLine line = read(R"({"case": 12, "answer": ""})");
  CHECK(line.name.case_id == "12");
  REQUIRE(line.exchange.reply);
  CHECK(line.exchange.reply->text.empty());
  CHECK(line.exchange.reply->finish_reason.empty());
}

TEST_CASE("A line holds a whole chat completion with what it says beside the text") {
  const AnswerLine line = read(
      R"({"case": "cafe", "response": {"model": "m1", "choices": [{"message": {"content": "42"}, "finish_reason": )"
      R"("length"}], "usage": {"prompt_tokens": 5, "completion_tokens": 2}}})");
  REQUIRE(line.exchange.reply);
  CHECK(line.exchange.reply->text == "42");
  CHECK(line.exchange.reply->finish_reason == "length");
  CHECK(line.exchange.reply->usage.prompt_tokens == 5);
}

TEST_CASE("Half a surrogate pair in an answer becomes a replacement character") {
  CHECK(read(R"({"case": "cafe", "answer": "a\ud83dz"})").exchange.reply->text == "a\uFFFDz");
}

TEST_CASE("A line of a batch's output holds the answer under its body") {
  const AnswerLine line = read(
      R"({"id": "batch_req_1", "custom_id": "s/cafe#p@m:1", "response": {"status_code": 200, "request_id": "r", "body": )"
      R"({"choices": [{"message": {"content": "42"}, "finish_reason": "stop"}]}}, "error": null})");
  CHECK(line.name.suite == "s");
  CHECK(line.name.repeat == 1u);
  REQUIRE(line.exchange.reply);
  CHECK(line.exchange.reply->text == "42");
}

TEST_CASE("What failed in a batch is a failure, as the API or the batch told it") {
  const AnswerLine refused = read(
      R"({"custom_id": "cafe", "response": {"status_code": 429, "body": {"error": {"message": "Too many", "type": "x"}}}})");
  REQUIRE(refused.exchange.failure);
  CHECK(refused.exchange.failure->kind == Failure::Kind::rate_limited);
  CHECK(refused.exchange.failure->message == "Too many");
  const AnswerLine expired = read(
      R"({"custom_id": "cafe", "response": null, "error": {"code": "batch_expired", "message": "It took too long."}})");
  REQUIRE(expired.exchange.failure);
  CHECK(expired.exchange.failure->message == "batch_expired: It took too long.");
  const AnswerLine other = read(R"({"custom_id": "cafe", "response": {"status_code": 200, "body": {"output": []}}})");
  REQUIRE(other.exchange.failure);
  CHECK(other.exchange.failure->kind == Failure::Kind::unreadable_answer);
  CHECK(other.exchange.provenance.source == "answers");
}

TEST_CASE("What is wrong with a line is told at its place, all of it") {
  const auto [line, message] = GENERATE(table<std::string, std::string>({
      {"{\"case\": \"a\",", "answers.jsonl:7:14: "},
      {"[1]", "answers.jsonl:7:1: a line is a list, not an object\n"},
      {R"({"answer": "x"})", "answers.jsonl:7:1: 'case' is missing: whose answer is it?\n"},
      {R"({"case": "a"})",
       "answers.jsonl:7:1: 'answer' (the text) or 'response' (a whole chat completion) is missing\n"},
      {R"({"case": "a", "answer": "x", "response": {}})",
       "answers.jsonl:7:1: 'answer' and 'response' stand side by side: one of them is the answer\n"},
      {R"({"case": "a", "answer": 42})",
       "answers.jsonl:7:25: 'answer' is a number, not a string; a whole chat completion goes under 'response'\n"},
      {R"({"case": "a", "answer": null})",
       "answers.jsonl:7:25: 'answer' is null, not a string; a whole chat completion goes under 'response'\n"},
      {R"({"case": "a", "response": {"output": 1}})",
       "answers.jsonl:7:27: 'response' is no chat completion: no choices in the answer; it has: output\n"},
      {R"({"case": "a", "anwser": "x", "answer": "y"})",
       "answers.jsonl:7:15: unknown key 'anwser' (keys are case, suite, prompt, model, repeat, answer, finish_reason, "
       "response, "
       "and x-…); did you mean 'answer'?\n"},
      {R"({"case": "a", "repeat": -1, "answer": ["y"]})",
       "answers.jsonl:7:25: 'repeat' is no whole number from 0\nanswers.jsonl:7:39: 'answer' is a list, not a string; "
       "a "
       "whole chat completion goes under 'response'\n"},
      {R"({"case": "a#p", "prompt": "q", "answer": "y"})",
       "answers.jsonl:7:27: 'prompt' is 'q', but the case is named with 'p'\n"},
      {R"({"custom_id": "a", "response": null, "error": null})",
       "answers.jsonl:7:1: the line has neither a 'response' nor an 'error'\n"},
      {R"({"custom_id": "a", "response": {"body": {}}})",
       "answers.jsonl:7:32: 'status_code' of 'response' is no HTTP status\n"},
  }));
  CHECK(errors_of(line).substr(0, message.size()) == message);
}

TEST_CASE("A failure that a completion tells of is a result, not a slip in the file") {
  const AnswerLine line = read(R"({"case": "a", "response": {"error": {"message": "overloaded", "code": 503}}})");
  REQUIRE(line.exchange.failure);
  CHECK(line.exchange.failure->kind == Failure::Kind::server_error);
  CHECK(line.exchange.failure->message == "HTTP 200 carries an error in place of an answer: overloaded");
}

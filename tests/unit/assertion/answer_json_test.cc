#include <catch2/catch.hpp>

#include "assertion/answer_json.h"
#include "json/json.h"

namespace sightline {
namespace {

/// "fence {"a":1}", or "unreadable: TROUBLE".
std::string reading(const std::string& text) {
  const AnswerJson answer = read_answer_json(text);
  const std::string path(parse_path_name(answer.path));
  if (answer.path == AnswerJson::Path::unreadable) return path + ": " + answer.trouble;
  return path + " " + to_json(answer.value);
}

}  // namespace

TEST_CASE("an answer is read as JSON strictly, from a fence, or from its outermost brackets") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"{\"a\": 1}", "strict {\"a\":1}"},
      {" \n[1]\n", "strict [1]"},
      {"\"text\"", "strict \"text\""},
      {"null", "strict null"},
      {"1.50", "strict 1.50"},
      {"```json\n[1]\n```", "fence [1]"},
      {"```\n[1]\n```", "fence [1]"},
      {"```JSON\r\n[1]\r\n```\r\n", "fence [1]"},
      {"Sure:\n\n  ```json\n  {\"a\":\n   1}\n  ```\nDone.", "fence {\"a\":1}"},
      {"````json\n[1]\n````", "fence [1]"},
      // Closed by nothing, and at the end of the last line of JSON.
      {"```json\n[1]", "fence [1]"},
      {"```json\n[1]```", "fence [1]"},
      // The first block that is JSON.
      {"```\nnot json\n```\n```json\n[2]\n```\n```json\n[3]\n```", "fence [2]"},
      {"```python\n[1]\n```\n```json\n[2]\n```", "fence [2]"},
      {"```text\nno\n```\nThe list is [2].", "outermost [2]"},
      // A fence within a string of the JSON does not close the block.
      {"```json\n{\"a\": \"```\"}\n```", "fence {\"a\":\"```\"}"},
      {"The answer is {\"a\": [1]}.", "outermost {\"a\":[1]}"},
      {"See [1]: {\"a\": 1} and that is all", "outermost {\"a\":1}"},
      {"Items: [{\"a\": 1}, {\"a\": 2}].", "outermost [{\"a\":1},{\"a\":2}]"},
      {"A {brace} and a list: [1, 2]", "outermost [1,2]"},
      {"json\n{\"a\": 1}", "outermost {\"a\":1}"},
      // Cut off: what is whole within it is not the answer.
      {"[{\"a\": 1}, {\"a\"", "unreadable: the text ends where ':' is due"},
      {"{\"a\": [1, 2], \"b", "unreadable: a string has no closing quote"},
      {"Here: {\"a\": [1, 2], \"b", "unreadable: "},
      {"```json\n[{\"a\": 1}, {\"a\"", "unreadable: the text ends where ':' is due"},
      {"", "unreadable: "},
      {"prose", "unreadable: "},
      {"}{", "unreadable: "},
      {"]", "unreadable: "},
      {"```json\n```", "unreadable: "},
      {"{\"a\": tru}", "unreadable: unknown word 'tru' where a value is due"},
      {"```json\n{'a': 1}\n```", "unreadable: strings and keys stand in double quotes, not in single ones"},
      {"{\"a\": 1} {\"b\": 2}", "unreadable: there is more after the value: '{'"},
      {"[NaN]", "unreadable: unknown word 'NaN' where a value is due"},
  }));
  CAPTURE(text);
  CHECK(reading(text) == expected);
}

TEST_CASE("an answer nested without end is unreadable") {
  CHECK(reading(std::string(100'000, '[')) == "unreadable: nested deeper than 256 levels");
}

TEST_CASE("an answer that is no UTF-8 is unreadable") {
  CHECK(reading("{\"a\": \"\xFF\"}") == "unreadable: invalid UTF-8 in a string");
}

}  // namespace sightline

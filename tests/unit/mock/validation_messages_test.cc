#include <catch2/catch.hpp>

#include "unit/mock/validation_rows.h"

namespace sightline {

using namespace validation_rows;

namespace {

const std::string kRoles = "'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function'";
const std::string kFourRoles = "'system' | 'user' | 'assistant' | 'tool'";
const std::string kParts = "'text' | 'image_url' | 'input_audio' | 'file'";
const std::string kTwoParts = "'text' | 'image_url'";
const std::string kLong(65, 'a');

TEST_CASE("a request has a model and messages") {
  const std::string message = R"("messages": [{"role": "user", "content": "Hi"}])";
  check_rows({
      {What::body, R"({"model": "m", )" + message + "}", ""},
      {What::body, R"([])", ": object / array of 0"},
      {What::body, R"("Hi")", ": object / 'Hi'"},
      {What::body, "{" + message + "}", "/model: string that is not empty / nothing"},
      {What::body, R"({"model": "", )" + message + "}", "/model: string that is not empty / ''"},
      {What::body, R"({"model": 4, )" + message + "}", "/model: string that is not empty / 4"},
      {What::body, R"({"model": "m"})", "/messages: array of at least one message / nothing"},
      {What::body, R"({"model": "m", "messages": []})", "/messages: array of at least one message / array of 0"},
      {What::body, R"({"model": "m", "messages": "Hi"})", "/messages: array of at least one message / 'Hi'"},
      {What::body, R"({"model": "m", "messages": ["Hi"]})", "/messages/0: object / 'Hi'"},
      {What::member, R"("any_other": {"thing": 1}, "top_k": -4)", ""},
  });
}

TEST_CASE("a message has a role that there is, and content of its kind") {
  const std::string no_role = "/messages/0/role: ";
  const std::string content = "/messages/0/content: ";
  check_rows({
      {What::message, R"({"role": "system", "content": "Be brief"})", ""},
      {What::message, R"({"role": "system", "content": [{"type": "text", "text": "Be brief"}]})", ""},
      {What::message, R"({"role": "developer", "content": "Be brief"})", "", no_role + kFourRoles + " / 'developer'"},
      {What::message, R"({"role": "function", "name": "f", "content": null})", "",
       no_role + kFourRoles + " / 'function'"},
      {What::message, R"({"role": "function", "content": "x"})",
       R"(/messages/0/name: string of 1 to 64 characters without blanks and < > | \ / / nothing)",
       no_role + kFourRoles + " / 'function'"},
      {What::message, R"({"role": "usr", "content": "Hi"})", no_role + kRoles + " / 'usr'",
       no_role + kFourRoles + " / 'usr'"},
      {What::message, R"({"content": "Hi"})", no_role + kRoles + " / nothing", no_role + kFourRoles + " / nothing"},
      {What::message, R"({"role": "user"})", content + "string or array of content parts / nothing"},
      {What::message, R"({"role": "user", "content": null})", content + "string or array of content parts / null"},
      {What::message, R"({"role": "user", "content": []})", content + "string or array of content parts / array of 0"},
      {What::message, R"({"role": "user", "content": ""})", ""},
      {What::message, R"({"role": "system", "content": null})", content + "string or array of text parts / null"},
      {What::message,
       R"({"role": "system", "content": [{"type": "image_url", "image_url": {"url": "https://x.org/a.png"}}]})",
       "/messages/0/content/0/type: 'text' / 'image_url'"},
      {What::message, R"({"role": "system", "content": ["Hi"]})",
       R"(/messages/0/content/0: object {"type": "text", "text": "…"} / 'Hi')"},
      {What::message, R"({"role": "system", "content": "Hi", "mood": "good"})", "",
       "/messages/0/mood: no member but 'role' | 'content' | 'name' / 'good'"},
      {What::message, R"({"role": "user", "content": "Hi", "mood": "good"})", ""},
  });
}

TEST_CASE("names of participants are short and plain") {
  const std::string name = R"(/messages/0/name: string of 1 to 64 characters without blanks and < > | \ / / )";
  const auto named = [](const std::string& value) {
    return R"({"role": "user", "content": "Hi", "name": )" + value + "}";
  };
  check_rows({
      {What::message, named(R"("Zoë-2")"), ""},
      {What::message, named("\"" + kLong.substr(1) + "\""), ""},
      {What::message, named("\"" + kLong + "\""), name + "'" + std::string(59, 'a') + "…'"},
      {What::message, named(R"("Ann Bee")"), name + "'Ann Bee'"},
      {What::message, named(R"("a/b")"), name + "'a/b'"},
      {What::message, named(R"("")"), name + "''"},
      {What::message, named("7"), name + "7"},
  });
}

TEST_CASE("an assistant's message says something, and calls tools as they are called") {
  const std::string nothing = "/messages/0/content: string or array of content parts, for there are no 'tool_calls' / ";
  const std::string calls = "/messages/0/tool_calls";
  const auto said = [](const std::string& rest) { return R"({"role": "assistant", )" + rest + "}"; };
  const std::string call =
      R"("tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}])";
  const auto calling = [&](const std::string& json) { return said(R"("tool_calls": )" + json); };
  check_rows({
      {What::message, said(R"("content": "Hi")"), ""},
      {What::message, said(R"("content": [{"type": "text", "text": "a"}, {"type": "refusal", "refusal": "b"}])"), ""},
      {What::message, said(R"("content": [{"type": "refusal"}])"), "/messages/0/content/0/refusal: string / nothing"},
      {What::message, said(R"("content": [{"type": "image_url", "image_url": {"url": "https://x.org/a.png"}}])"),
       "/messages/0/content/0/type: 'text' | 'refusal' / 'image_url'"},
      {What::message, said(call), ""},
      {What::message, said(R"("content": null, )" + call), "",
       "/messages/0/content: string or array of content parts / null"},
      {What::message, said(R"("content": null, "function_call": {"name": "f", "arguments": ""})"), "",
       "/messages/0/content: string or array of content parts / null"},
      {What::message, said(R"("refusal": "No.")"), ""},
      {What::message, said(R"("refusal": null)"), nothing + "nothing"},
      {What::message, said(R"("content": null)"), nothing + "null",
       "/messages/0/content: string or array of content parts / null"},
      {What::message, said(R"("content": "a", "refusal": 4)"), "/messages/0/refusal: string / 4"},
      {What::message, calling("[]"), calls + ": array of at least one tool call / array of 0"},
      {What::message, said(R"("content": "a", "tool_calls": null)"),
       calls + ": array of at least one tool call / null"},
      {What::message, calling("[4]"), calls + "/0: object / 4"},
      {What::message, calling(R"([{"type": "function", "function": {"name": "f", "arguments": "{}"}}])"),
       calls + "/0/id: string / nothing"},
      {What::message, calling(R"([{"id": "c", "function": {"name": "f", "arguments": "{}"}}])"),
       calls + "/0/type: 'function' | 'custom' / nothing", calls + "/0/type: 'function' / nothing"},
      {What::message, calling(R"([{"id": "c", "type": "custom", "custom": {"name": "f", "input": "a"}}])"), "",
       calls + "/0/type: 'function' / 'custom'"},
      {What::message, calling(R"([{"id": "c", "type": "function"}])"), calls + "/0/function: object / nothing"},
      {What::message, calling(R"([{"id": "c", "type": "function", "function": {"arguments": {}}}])"),
       calls + "/0/function/name: string that is not empty / nothing\n" + calls +
           "/0/function/arguments: string / object"},
  });
}

TEST_CASE("a tool's message says which call it answers") {
  const std::string parts = R"([{"type": "text", "text": "rain"}])";
  check_rows({
      {What::message, R"({"role": "tool", "tool_call_id": "c", "content": "rain"})", ""},
      {What::message, R"({"role": "tool", "content": "rain"})", "/messages/0/tool_call_id: string / nothing"},
      {What::message, R"({"role": "tool", "tool_call_id": 1, "content": "rain"})",
       "/messages/0/tool_call_id: string / 1"},
      {What::message, R"({"role": "tool", "tool_call_id": "c", "content": )" + parts + "}", "",
       "/messages/0/content: string / array of 1"},
      {What::message, R"({"role": "tool", "tool_call_id": "c"})",
       "/messages/0/content: string or array of text parts / nothing", "/messages/0/content: string / nothing"},
      {What::message, R"({"role": "tool", "tool_call_id": "c", "content": "", "name": null})",
       R"(/messages/0/name: string of 1 to 64 characters without blanks and < > | \ / / null)", ""},
      {What::message, R"({"role": "tool", "tool_call_id": "c", "content": "", "a/b~": 1})", "",
       "/messages/0/a~1b~0: no member but 'role' | 'content' | 'tool_call_id' | 'name' / 1"},
  });
}

TEST_CASE("a user's parts are of the kinds that there are") {
  const std::string part = "/messages/0/content/0";
  check_rows({
      {What::part, R"({"type": "text", "text": "Hi"})", ""},
      {What::part, R"({"type": "text", "text": 4})", part + "/text: string / 4"},
      {What::part, R"({"type": "text"})", part + "/text: string / nothing"},
      {What::part, R"("Hi")", part + R"(: object such as {"type": "text", "text": "…"} / 'Hi')"},
      {What::part, R"({"text": "Hi"})", part + "/type: " + kParts + " / nothing",
       part + "/type: " + kTwoParts + " / nothing"},
      {What::part, R"({"type": "image", "image": "a"})", part + "/type: " + kParts + " / 'image'",
       part + "/type: " + kTwoParts + " / 'image'"},
      {What::part, R"({"type": "input_audio", "input_audio": {"data": "UklG", "format": "wav"}})", "",
       part + "/type: " + kTwoParts + " / 'input_audio'"},
      {What::part, R"({"type": "input_audio", "input_audio": {"format": "ogg"}})",
       part + "/input_audio/data: string that is not empty / nothing\n" + part +
           "/input_audio/format: 'wav' | 'mp3' / 'ogg'",
       part + "/type: " + kTwoParts + " / 'input_audio'"},
      {What::part, R"({"type": "file", "file": {"file_id": "f"}})", "", part + "/type: " + kTwoParts + " / 'file'"},
      {What::part, R"({"type": "file", "file": {"filename": "f"}})",
       part + "/file/file_data: string that is not empty / nothing", part + "/type: " + kTwoParts + " / 'file'"},
  });
}

}  // namespace
}  // namespace sightline

#include "mock/validation.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "base/base64.h"
#include "json/json.h"

namespace sightline {
namespace {

/// The same faults as by OpenAI's rules.
constexpr const char* kSame = "as openai";

/// What a row writes: a member beside model and messages, the messages' only message, a part of a user's message, the
/// url of an image, or the whole body.
enum class What { member, message, part, url, body };

struct Row {
  What what;
  std::string json;
  /// A line per fault: "pointer: expected / received"; "": the request is right.
  std::string openai;
  std::string aimlapi = kSame;
};

std::string body_of(const Row& row) {
  const auto messages = [](const std::string& message) { return R"({"model": "m", "messages": [)" + message + "]}"; };
  const auto parts = [&](const std::string& part) {
    return messages(R"({"role": "user", "content": [)" + part + "]}");
  };
  switch (row.what) {
    case What::member:
      return R"({"model": "m", "messages": [{"role": "user", "content": "Hi"}], )" + row.json + "}";
    case What::message:
      return messages(row.json);
    case What::part:
      return parts(row.json);
    case What::url:
      return parts(R"({"type": "image_url", "image_url": {"url": ")" + row.json + "\"}}");
    case What::body:
      break;
  }
  return row.json;
}

Node parsed(const std::string& json) {
  const auto node = parse_json(json);
  INFO(json);
  REQUIRE(node);
  return *node;
}

std::string told(const RequestFaults& faults) {
  std::string lines;
  for (const RequestFault& fault : faults.first) {
    lines += (lines.empty() ? "" : "\n") + fault.pointer + ": " + fault.expected + " / " + fault.received;
  }
  return lines;
}

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.json);
    const Node body = parsed(body_of(row));
    CHECK(told(validate_request(body, {}, ValidationRules::openai)) == row.openai);
    CHECK(told(validate_request(body, {}, ValidationRules::aimlapi)) ==
          (row.aimlapi == kSame ? row.openai : row.aimlapi));
    CHECK(validate_request(body, {}, ValidationRules::off).empty());
  }
}

std::string png() {
  return {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\3\0\0\0\2\10\2\0\0\0\0\0\0\0", 33};
}

const std::string kRoles = "'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function'";
const std::string kFourRoles = "'system' | 'user' | 'assistant' | 'tool'";
const std::string kParts = "'text' | 'image_url' | 'input_audio' | 'file'";
const std::string kTwoParts = "'text' | 'image_url'";
const std::string kName = "string of 1 to 64 letters, digits, '_' and '-'";
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

TEST_CASE("an image is an object with a URL") {
  const std::string image = "/messages/0/content/0/image_url";
  check_rows({
      {What::part, R"({"type": "image_url", "image_url": {"url": "https://x.org/a.png", "detail": "low"}})", ""},
      {What::part, R"({"type": "image_url", "image_url": "https://x.org/a.png"})",
       image + R"(: object that holds the URL, {"url": "…"} / the bare string 'https://x.org/a.png')"},
      {What::part, R"({"type": "image_url"})", image + ": object / nothing"},
      {What::part, R"({"type": "image_url", "image_url": {}})", image + "/url: string / nothing"},
      {What::part, R"({"type": "image_url", "image_url": {"url": "https://x.org/a.png", "detail": "best"}})",
       image + "/detail: 'low' | 'high' | 'auto' / 'best'"},
      {What::part, R"({"type": "image_url", "image_url": {"url": "https://x.org/a.png", "detail": null}})",
       image + "/detail: 'low' | 'high' | 'auto' / null"},
  });
}

TEST_CASE("an image's URL is one of the web, or holds an image of the type that it says") {
  const std::string url = "/messages/0/content/0/image_url/url: ";
  const std::string kinds = url + "https: or http: URL, or data:image/png;base64,… (png, jpeg, gif or webp) / ";
  const std::string good = to_base64(png());
  check_rows({
      {What::url, "http://127.0.0.1:8000/a.png", ""},
      {What::url, "HTTPS://x.org", ""},
      {What::url, "data:image/png;base64," + good, ""},
      {What::url, "DATA:IMAGE/PNG;name=a;BASE64," + good, ""},
      {What::url, "data:image/gif;base64," + to_base64(std::string("GIF89a\3\0\2\0\0\0\0", 13)), ""},
      {What::url, "https://", kinds + "'https://'"},
      {What::url, "https://x.org/a b.png", kinds + "'https://x.org/a b.png'"},
      {What::url, "file:///etc/passwd", kinds + "'file:///etc/passwd'"},
      {What::url, "images/cafe.png", kinds + "'images/cafe.png'"},
      {What::url, "ftp://x.org/a.png?token=abc", kinds + "'ftp://x.org/a.png'"},
      {What::url, "sha256:" + std::string(64, 'a'), kinds + "'sha256:" + std::string(52, 'a') + "…'"},
      {What::url, "", kinds + "''"},
      {What::url, good, kinds + "'" + good + "'"},
      {What::url, "data:image/png," + good,
       url + "data:image/png;base64,… with the image in base64 / 'data:image/png," + good + "'"},
      {What::url, "data:image/png;base64,!" + good,
       url + "image in base64, padded (RFC 4648) / text that does not decode"},
      {What::url, "data:image/svg+xml;base64," + to_base64("<svg/>"),
       url + "data: URL of image/png, image/jpeg, image/gif or image/webp / one of 'image/svg+xml'"},
      {What::url, "data:;base64," + good,
       url + "data: URL of image/png, image/jpeg, image/gif or image/webp / one of ''"},
      {What::url, "data:image/jpeg;base64," + good,
       url + "the bytes of an image/jpeg, as the URL says / those of an image/png"},
      {What::url, "data:image/jpg;base64," + good,
       url + "the bytes of an image/jpeg, as the URL says / those of an image/png"},
      {What::url, "data:image/png;base64," + to_base64(png().substr(0, 20)),
       url + "the bytes of an image/png / data that is cut within its PNG header; copy the file again"},
      {What::url, "data:image/png;base64," + to_base64("<html>"),
       url + "the bytes of an image/png / data that looks like HTML; images are PNG, JPEG, GIF or WEBP"},
      {What::url, "data:image/png;base64,", url + "the bytes of an image/png / data that is empty (0 bytes)"},
  });
}

TEST_CASE("an image that was taken out of a request is judged by what was seen of it") {
  const std::string sha(64, 'b');
  const Node body = parsed(body_of({What::url, "sha256:" + sha, ""}));
  const auto verdict = [&](const ImageFacts& facts) {
    return told(validate_request(body, {{std::string(64, 'a'), "", "", "is another"}, facts}, ValidationRules::openai));
  };
  const std::string url = "/messages/0/content/0/image_url/url: ";
  CHECK(verdict({sha, "image/png", "image/png", ""}).empty());
  CHECK(verdict({sha, "image/jpg", "image/jpeg", ""}).empty());
  CHECK(verdict({sha, "image/png", "image/jpeg", ""}) ==
        url + "the bytes of an image/png, as the URL says / those of an image/jpeg");
  CHECK(verdict({sha, "image/png", "", "is cut"}) == url + "the bytes of an image/png / data that is cut");
}

TEST_CASE("numbers are within their ranges") {
  const auto both = [](const std::string& json, const std::string& fault, const std::string& aimlapi = kSame) {
    return Row{What::member, json, fault, aimlapi};
  };
  std::vector<Row> rows = {
      both(R"("temperature": 0)", ""),
      both(R"("temperature": 2)", ""),
      both(R"("temperature": 2.01)", "/temperature: number from 0 to 2 / 2.01"),
      both(R"("temperature": -0.1)", "/temperature: number from 0 to 2 / -0.1"),
      both(R"("temperature": "0")", "/temperature: number from 0 to 2 / '0'"),
      both(R"("temperature": null)", "", "/temperature: number from 0 to 2 / null"),
      both(R"("top_p": 0)", "", "/top_p: number from 0.01 to 1 / 0"),
      both(R"("top_p": 0.01)", ""),
      both(R"("top_p": 1.5)", "/top_p: number from 0 to 1 / 1.5", "/top_p: number from 0.01 to 1 / 1.5"),
      both(R"("n": 1)", ""),
      both(R"("n": 0)", "/n: integer from 1 to 128 / 0"),
      both(R"("n": 129)", "/n: integer from 1 to 128 / 129"),
      both(R"("seed": 0)", "", "/seed: integer of at least 1 / 0"),
      both(R"("seed": 1)", ""),
      both(R"("seed": 1.5)", "/seed: integer / 1.5", "/seed: integer of at least 1 / 1.5"),
      both(R"("repetition_penalty": "a")", "", "/repetition_penalty: number / 'a'"),
      both(R"("repetition_penalty": null)", ""),
      both(R"("logprobs": true, "top_logprobs": 20)", ""),
      both(R"("logprobs": true, "top_logprobs": 21)", "/top_logprobs: integer from 0 to 20 / 21"),
      both(R"("top_logprobs": 2)", "/top_logprobs: no 'top_logprobs' where 'logprobs' is not true / 2"),
  };
  for (const std::string name : {"max_tokens", "max_completion_tokens"}) {
    const std::string fault = "/" + name + ": integer of at least 1 / ";
    rows.push_back(both("\"" + name + "\": 1", ""));
    rows.push_back(both("\"" + name + "\": 8.0", ""));
    rows.push_back(both("\"" + name + "\": 8.5", fault + "8.5"));
    rows.push_back(both("\"" + name + "\": 0", fault + "0"));
    rows.push_back(both("\"" + name + "\": \"8\"", fault + "'8'"));
    rows.push_back(both("\"" + name + "\": null", "", fault + "null"));
  }
  for (const std::string name : {"presence_penalty", "frequency_penalty"}) {
    rows.push_back(both("\"" + name + "\": -2", ""));
    rows.push_back(both("\"" + name + "\": null", ""));
    rows.push_back(both("\"" + name + "\": 2.5", "/" + name + ": number from -2 to 2 / 2.5"));
  }
  check_rows(rows);
}

TEST_CASE("other parameters have their shapes") {
  const std::string no_stream = "/stream_options: no 'stream_options' where 'stream' is not true / object";
  const std::string usage = R"("stream_options": {"include_usage": true})";
  check_rows({
      {What::member, R"("stream": true)", ""},
      {What::member, R"("stream": null)", "", "/stream: boolean / null"},
      {What::member, R"("stream": "true")", "/stream: boolean / 'true'"},
      {What::member, R"("stream": true, )" + usage, ""},
      {What::member, usage, no_stream},
      {What::member, R"("stream": false, )" + usage, no_stream},
      {What::member, R"("stream": true, "stream_options": true)", "/stream_options: object / true"},
      {What::member, R"("stream_options": null)", "", "/stream_options: object / null"},
      {What::member, R"("stream": true, "stream_options": {})", "", "/stream_options/include_usage: boolean / nothing"},
      {What::member, R"("stream": true, "stream_options": {"include_usage": 1})",
       "/stream_options/include_usage: boolean / 1"},
      {What::member, R"("logprobs": 1)", "/logprobs: boolean / 1"},
      {What::member, R"("parallel_tool_calls": false)", ""},
      {What::member, R"("parallel_tool_calls": null)", "/parallel_tool_calls: boolean / null"},
      {What::member, R"("stop": "END")", ""},
      {What::member, R"("stop": null)", ""},
      {What::member, R"("stop": ["a", "b", "c", "d"])", ""},
      {What::member, R"("stop": ["a", "b", "c", "d", "e"])", "/stop: string or array of 1 to 4 strings / array of 5"},
      {What::member, R"("stop": [])", "/stop: string or array of 1 to 4 strings / array of 0"},
      {What::member, R"("stop": ["a", 1])", "/stop/1: string / 1"},
      {What::member, R"("stop": 1)", "/stop: string or array of 1 to 4 strings / 1"},
      {What::member, R"("logit_bias": {"50256": -100})", ""},
      {What::member, R"("logit_bias": {"50256": -101})", "/logit_bias/50256: number from -100 to 100 / -101"},
      {What::member, R"("logit_bias": [1])", "/logit_bias: object of token ids and numbers / array of 1"},
      {What::member, R"("user": "u")", ""},
      {What::member, R"("user": 7)", "/user: string / 7"},
      {What::member, R"("prediction": {"type": "content", "content": "a"})", ""},
      {What::member, R"("prediction": {"type": "text", "content": [{"type": "text"}]})",
       "/prediction/type: 'content' / 'text'\n/prediction/content/0/text: string / nothing"},
      {What::member, R"("prediction": "a")", "/prediction: object / 'a'"},
  });
}

TEST_CASE("tools are functions with a name and a schema") {
  const auto tool = [](const std::string& function) {
    return R"("tools": [{"type": "function", "function": )" + function + "}]";
  };
  std::string many = R"("tools": [)";
  for (int i = 0; i < 129; ++i)
    many += std::string(i == 0 ? "" : ",") + R"({"type":"function","function":{"name":"f"}})";
  check_rows({
      {What::member, tool(R"({"name": "get_weather-2", "description": "a", "parameters": {}, "strict": null})"), ""},
      {What::member, tool(R"({"name": "f"})"), "", "/tools/0/function/parameters: object, a JSON Schema / nothing"},
      {What::member, tool(R"({"parameters": {}})"), "/tools/0/function/name: " + kName + " / nothing"},
      {What::member, tool(R"({"name": "get weather", "parameters": {}})"),
       "/tools/0/function/name: " + kName + " / 'get weather'"},
      {What::member, tool(R"({"name": ")" + kLong + R"(", "parameters": {}})"),
       "/tools/0/function/name: " + kName + " / '" + std::string(59, 'a') + "…'"},
      {What::member, tool(R"({"name": "f", "parameters": [], "description": 1, "strict": 1})"),
       "/tools/0/function/description: string / 1\n/tools/0/function/parameters: object, a JSON Schema / array of 0\n"
       "/tools/0/function/strict: boolean / 1"},
      {What::member, tool(R"({"name": "f", "parameters": {}, "mood": 1})"), "",
       "/tools/0/function/mood: no member but 'name' | 'description' | 'parameters' | 'strict' / 1"},
      {What::member, R"("tools": [{"type": "function", "name": "f"}])", "/tools/0/function: object / nothing",
       "/tools/0/name: no member but 'type' | 'function' / 'f'\n/tools/0/function: object / nothing"},
      {What::member, R"("tools": [{"function": {"name": "f"}}])", "/tools/0/type: 'function' | 'custom' / nothing",
       "/tools/0/type: 'function' / nothing"},
      {What::member, R"("tools": [{"type": "custom", "custom": {"name": "f"}}])", "",
       "/tools/0/type: 'function' / 'custom'"},
      {What::member, R"("tools": ["f"])", "/tools/0: object / 'f'"},
      {What::member, R"("tools": [])", "/tools: array of 1 to 128 tools / array of 0"},
      {What::member, R"("tools": null)", "/tools: array of 1 to 128 tools / null"},
      {What::member, many + "]", "/tools: array of 1 to 128 tools / array of 129"},
  });
}

TEST_CASE("a tool is chosen out of those that there are") {
  const std::string tools =
      R"("tools": [{"type": "function", "function": {"name": "f", "parameters": {}}}], "tool_choice": )";
  check_rows({
      {What::member, tools + R"("auto")", ""},
      {What::member, tools + R"("none")", ""},
      {What::member, tools + R"("required")", ""},
      {What::member, tools + R"("any")", "/tool_choice: 'none' | 'auto' | 'required' / 'any'"},
      {What::member, tools + "1",
       R"(/tool_choice: 'none' | 'auto' | 'required' | {"type": "function", "function": {"name": "…"}} / 1)"},
      {What::member, tools + R"({"type": "function", "function": {"name": "f"}})", ""},
      {What::member, tools + R"({"type": "function", "function": {"name": "g"}})",
       "/tool_choice/function/name: name of one of the 'tools' / 'g'"},
      {What::member, tools + R"({"type": "function", "function": {}})",
       "/tool_choice/function/name: string that is not empty / nothing"},
      {What::member, tools + R"({"type": "function", "name": "f"})",
       R"(/tool_choice/function: object {"name": "…"} / nothing)"},
      {What::member, tools + R"({"type": "allowed_tools", "allowed_tools": {}})", "",
       "/tool_choice/type: 'function' / 'allowed_tools'"},
      {What::member, R"("tool_choice": "auto")", "/tool_choice: no 'tool_choice' where there are no 'tools' / 'auto'"},
      {What::member, R"("tool_choice": {"type": "function", "function": {"name": "f"}})",
       "/tool_choice/function/name: name of one of the 'tools' / 'f'"},
  });
}

TEST_CASE("a response format is one of three") {
  const auto schema = [](const std::string& json) {
    return R"("response_format": {"type": "json_schema", "json_schema": )" + json + "}";
  };
  const std::string format = "/response_format";
  check_rows({
      {What::member, R"("response_format": {"type": "text"})", ""},
      {What::member, R"("response_format": {"type": "json_object"})", ""},
      {What::member, R"("response_format": {"type": "json_object", "a": 1})", "",
       format + "/a: no member but 'type' / 1"},
      {What::member, R"("response_format": "json_object")",
       format + R"(: object such as {"type": "json_object"} / 'json_object')"},
      {What::member, R"("response_format": {"type": "json"})",
       format + "/type: 'text' | 'json_object' | 'json_schema' / 'json'"},
      {What::member, R"("response_format": {})", format + "/type: 'text' | 'json_object' | 'json_schema' / nothing"},
      {What::member, schema(R"({"name": "a-b_1", "schema": {}, "strict": true, "description": "d"})"), ""},
      {What::member, schema(R"({"name": "a"})"), format + "/json_schema/schema: object, a JSON Schema / nothing", ""},
      {What::member, schema(R"({"name": "a b", "schema": []})"),
       format + "/json_schema/name: " + kName + " / 'a b'\n" + format +
           "/json_schema/schema: object, a JSON Schema / array of 0"},
      {What::member, schema(R"({"name": "a", "schema": {}, "strict": "yes", "description": 1})"),
       format + "/json_schema/description: string / 1\n" + format + "/json_schema/strict: boolean / 'yes'"},
      {What::member, schema(R"({"name": "a", "schema": {}, "x": 1})"), "",
       format + "/json_schema/x: no member but 'name' | 'schema' | 'description' | 'strict' / 1"},
      {What::member, R"("response_format": {"type": "json_schema"})",
       format + R"(/json_schema: object {"name": "…", "schema": {…}} / nothing)"},
  });
}

TEST_CASE("a message tells all faults, each as the API names its member") {
  const Node body = parsed(R"({"model": "m", "temperature": 3, "messages": [{"role": "usr"},
    {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "a.png"}}]}]})");
  const RequestFaults faults = validate_request(body, {}, ValidationRules::aimlapi);
  REQUIRE(faults.first.size() == 3);
  CHECK(faults.first[1].param == "messages[1].content[1].image_url.url");
  CHECK(faults.more == 0);
  CHECK(validation_message(faults) ==
        "Body validation error: Unsupported value: 'messages[0].role' does not support 'usr': "
        "Expected 'system' | 'user' | 'assistant' | 'tool' / Received 'usr'\n"
        "'messages[1].content[1].image_url.url': Expected https: or http: URL, or data:image/png;base64,… "
        "(png, jpeg, gif or webp) / Received 'a.png'\n"
        "'temperature': Expected number from 0 to 2 / Received 3");
  CHECK(validation_message(validate_request(parsed("[]"), {}, ValidationRules::openai)) ==
        "Body validation error: the body: Expected object / Received array of 0");
}

TEST_CASE("a message stays short, however much is wrong") {
  std::string messages;
  for (int i = 0; i < 5'000; ++i) messages += std::string(i == 0 ? "" : ",") + "\"" + std::string(5'000, 'x') + "\"";
  const RequestFaults faults =
      validate_request(parsed(R"({"model": "m", "messages": [)" + messages + "]}"), {}, ValidationRules::openai);
  CHECK(faults.first.size() == 20);
  CHECK(faults.more == 4'980);
  const std::string message = validation_message(faults);
  CHECK(message.ends_with("\nand 4980 more"));
  CHECK(message.size() < 4'000);
  const Node long_key = parsed(R"({"model": "m", "messages": [{"role": "system", "content": "a", ")" +
                               std::string(100'000, 'k') + "\": 1}]}");
  CHECK(validation_message(validate_request(long_key, {}, ValidationRules::aimlapi)).size() < 1'000);
}

TEST_CASE("rules are known by their names") {
  CHECK(validation_rules_named("off") == ValidationRules::off);
  CHECK(validation_rules_named("openai") == ValidationRules::openai);
  CHECK(validation_rules_named("aimlapi") == ValidationRules::aimlapi);
  CHECK_FALSE(validation_rules_named("OpenAI"));
}

/// Values that mean something to the rules, put together at random.
class RandomJson {
 public:
  explicit RandomJson(unsigned seed) : random_(seed) {}

  std::string value(int depth) {
    const unsigned kind = pick(depth == 0 ? 5 : 9);
    if (kind < 5) return scalar(kind);
    std::string out = kind < 6 ? "[" : "{";
    std::vector<std::string> used;
    for (unsigned i = pick(5); i > 0; --i) {
      if (kind < 6) {
        out += (out.size() > 1 ? "," : "") + value(depth - 1);
        continue;
      }
      const std::string key = word();
      if (std::find(used.begin(), used.end(), key) != used.end()) continue;
      used.push_back(key);
      out += (out.size() > 1 ? ",\"" : "\"") + key + "\":" + value(depth - 1);
    }
    return out + (kind < 6 ? "]" : "}");
  }

  std::string member(const std::string& key, int depth) { return "\"" + key + "\":" + value(depth); }

 private:
  unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }

  std::string scalar(unsigned kind) {
    static const std::vector<std::string> kScalars = {"null", "true", "false", "0", "-1", "1e308", "0.5", "129"};
    return kind < 3 ? "\"" + word() + "\"" : kScalars[pick(kScalars.size())];
  }

  std::string word() {
    static const std::vector<std::string> kWords = {"role",        "content",
                                                    "type",        "text",
                                                    "image_url",   "url",
                                                    "user",        "assistant",
                                                    "system",      "tool",
                                                    "tool_calls",  "function",
                                                    "name",        "json_schema",
                                                    "schema",      "data:image/png;base64,",
                                                    "https://x",   "",
                                                    "/~",          "custom",
                                                    "id",          "arguments",
                                                    "data:",       "data:;base64,iVBORw0KGgo=",
                                                    "\\u0000",     "file",
                                                    "input_audio", "refusal",
                                                    "auto"};
    return kWords[pick(kWords.size())];
  }

  std::mt19937 random_;
};

TEST_CASE("whatever a request is, each fault points at a value or at the lack of one") {
  static const std::vector<std::string> kMembers = {
      "model",      "messages",   "tools",       "tool_choice", "response_format", "stop",         "stream_options",
      "logit_bias", "prediction", "temperature", "n",           "stream",          "top_logprobs", "user"};
  std::size_t faults_seen = 0;
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    RandomJson random(seed);
    std::string body = "{";
    for (const std::string& member : kMembers) body += (body.size() > 1 ? "," : "") + random.member(member, 5);
    const Node request = parsed(body + "}");
    for (const ValidationRules rules : {ValidationRules::openai, ValidationRules::aimlapi}) {
      const RequestFaults faults = validate_request(request, {}, rules);
      for (const RequestFault& fault : faults.first) {
        CAPTURE(body, fault.pointer, fault.received);
        REQUIRE((at_pointer(request, fault.pointer) == nullptr) == (fault.received == "nothing"));
        REQUIRE_FALSE(fault.expected.empty());
        REQUIRE(fault.message.find('\n') == std::string::npos);
        ++faults_seen;
      }
    }
  }
  CHECK(faults_seen > 10'000);
}

}  // namespace
}  // namespace sightline

#include <catch2/catch.hpp>

#include "unit/mock/validation_rows.h"

namespace sightline {

using namespace validation_rows;

namespace {

const std::string kName = "string of 1 to 64 letters, digits, '_' and '-'";
const std::string kLongName(65, 'a');

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
      {What::member, tool(R"({"name": ")" + kLongName + R"(", "parameters": {}})"),
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

}  // namespace
}  // namespace sightline

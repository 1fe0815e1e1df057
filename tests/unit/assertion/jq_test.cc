#include "assertion/jq.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <thread>

#include "json/json.h"
#include "process/process.h"

using namespace sightline;

namespace {

Node json(std::string_view text) {
  auto node = parse_json(text);
  INFO(text);
  REQUIRE(node.has_value());
  return std::move(*node);
}

/// A filter as it stands in a suite: `- jq: FILTER`.
struct Written {
  Source source;
  Node filter;
};
Written written(const std::string& filter) {
  Written out{{"suite.yaml", "- jq: " + filter + "\n"}, Node(filter)};
  out.filter.at = {1, 7};
  return out;
}

JqLimits patient() {
  JqLimits limits;
  limits.evaluation = limits.compilation = std::chrono::seconds(60);
  return limits;
}

std::shared_ptr<const JqFilter> compiled(const std::string& filter, const JqLimits& limits = patient()) {
  const Written text = written(filter);
  auto out = JqFilter::compile(text.filter, text.source, limits);
  INFO(filter);
  INFO((out ? std::string() : render(out.error())));
  REQUIRE(out.has_value());
  return *out;
}

std::string outputs_shown(const Expected<JqFilter::Outputs>& outputs) {
  if (!outputs) return "ERROR " + outputs.error().front().message;
  std::string out;
  for (const Node& value : outputs->values) out += to_json(value) + " ";
  if (!outputs->model_error.empty()) out += "! " + outputs->model_error;
  return out;
}

std::string result(const std::string& filter, std::string_view input, std::string_view vars = "{}") {
  return outputs_shown(compiled(filter)->run(json(input), json(vars)));
}

std::string filter_refusal(const std::string& filter) {
  const Written text = written(filter);
  const auto out = JqFilter::compile(text.filter, text.source, patient());
  INFO(filter);
  REQUIRE_FALSE(out.has_value());
  std::string lines;
  for (const Error& error : out.error()) lines += error.place.text() + ": " + error.message + "\n";
  return lines;
}

}  // namespace

TEST_CASE("jq: plain filters") {
  CHECK(result(".total", R"({"total": 118.00})") == "118.00 ");
  CHECK(result(".items[1][\"name\"]", R"({"items": [{}, {"name": "tea"}]})") == "\"tea\" ");
  CHECK(result(".a == 1", R"({"a": 1.0})") == "true ");
  CHECK(result(".[] > 2", "[1, 3]") == "false true ");
  CHECK(result(".total == $vars.expected", R"({"total": 5})", R"({"expected": 5})") == "true ");
  CHECK(result(".a", "3") == "! Cannot index number with string \"a\"");
}

TEST_CASE("jq: everything else runs in the worker") {
  CHECK(result(".items | map(.price) | add", R"({"items": [{"price": 1.5}, {"price": 2}]})") == "3.5 ");
  CHECK(result("$vars.names[] as $n | select(.name == $n)", R"({"name": "b"})", R"({"names": ["a", "b"]})") ==
        "{\"name\":\"b\"} ");
  CHECK(result(".[] | tostring", R"([1, "grün", null])") == "\"1\" \"grün\" \"null\" ");
  CHECK(result("1, 2, error(\"three\"), 4", "null") == "1 2 ! three");
  CHECK(result("error({code: 3})", "null") == "! {\"code\":3}");
  CHECK(result("empty", "null").empty());
  CHECK(result(". as {a: $x} | $x # the rest is a comment )", R"({"a": 7})") == "7 ");
  CHECK(result("def f(x): x * 2; f(.)", "21") == "42 ");
}

TEST_CASE("jq: numbers come out as JSON has them") {
  CHECK(result("[nan, infinite, -infinite]", "null") == "[null,null,null] ");
  CHECK(result("[1.0, 1e3, 0.1, 9007199254740991, 10000000000000000001, -3.0][]", "null") ==
        "1 1000 0.1 9007199254740991 10000000000000000000 -3 ");
}

TEST_CASE("jq: the environment is empty, whatever the filter") {
  setenv("SIGHTLINE_TEST_SECRET", "leaked", 1);
  CHECK(result("[builtins | length > 100]", "null") == "[true] ");
  CHECK(filter_refusal("$ENV.SIGHTLINE_TEST_SECRET") ==
        "suite.yaml:1:7: a jq filter may not use '$ENV': the environment holds secrets; use $vars\n");
  unsetenv("SIGHTLINE_TEST_SECRET");
}

TEST_CASE("jq: what reaches out of the value is refused by name, all at once") {
  CHECK(filter_refusal("env | debug") ==
        "suite.yaml:1:7: a jq filter may not use 'env': the environment holds secrets; use $vars\n"
        "suite.yaml:1:13: a jq filter may not use 'debug': it writes to the terminal\n");
  CHECK(filter_refusal("import \"a\" as a; .") ==
        "suite.yaml:1:7: a jq filter may not use 'import': it reads other files\n");
  CHECK(filter_refusal("include \"a\"; .") ==
        "suite.yaml:1:7: a jq filter may not use 'include': it reads other files\n");
  CHECK(filter_refusal("[., input]") == "suite.yaml:1:11: a jq filter may not use 'input': there is one input, '.'\n");
  CHECK(filter_refusal("[inputs]") == "suite.yaml:1:8: a jq filter may not use 'inputs': there is one input, '.'\n");
  CHECK(filter_refusal("\"a \\(1 + halt) b\"") ==
        "suite.yaml:1:16: a jq filter may not use 'halt': it ends the program\n");
  CHECK(filter_refusal("{a: stderr, b: 1}") ==
        "suite.yaml:1:11: a jq filter may not use 'stderr': it writes to the terminal\n");
  CHECK(filter_refusal("{(halt_error): 1}") ==
        "suite.yaml:1:9: a jq filter may not use 'halt_error': it ends the program\n");
  CHECK(filter_refusal("$ #c\n ENV") ==
        "suite.yaml:1:7: a jq filter may not use '$ENV': the environment holds secrets; use $vars\n");
  CHECK(filter_refusal(".ä | $__loc__") ==
        "suite.yaml:1:12: a jq filter may not use '$__loc__': it tells nothing about the value\n");
  CHECK(filter_refusal("now > 1") ==
        "suite.yaml:1:7: a jq filter may not use 'now': a verdict may not depend on the clock or the time zone\n");
}

TEST_CASE("jq: the same names as keys, fields and text are fine") {
  CHECK(result(".input", R"({"input": 1})") == "1 ");
  CHECK(result("{env: .debug, halt, \"now\": 1} | .now", R"({"debug": 1, "halt": 2})") == "1 ");
  CHECK(result("\"debug env $ENV\" # input", "null") == "\"debug env $ENV\" ");
  CHECK(result(". as {input: $x} | $x", R"({"input": 4})") == "4 ");
}

TEST_CASE("jq: a filter that does not compile is an error at its place") {
  CHECK(filter_refusal(".a | foo(1)") == "suite.yaml:1:7: jq cannot compile '.a | foo(1)': foo/1 is not defined\n");
  CHECK(filter_refusal(".a |") == "suite.yaml:1:7: jq cannot compile '.a |': syntax error, unexpected end\n");
  CHECK(filter_refusal("1) | (2") ==
        "suite.yaml:1:7: jq cannot compile '1) | (2': syntax error, unexpected INVALID_CHARACTER, expecting end\n");
  CHECK(filter_refusal("def f: 1;") == "suite.yaml:1:7: jq cannot compile 'def f: 1;': there is no expression in it\n");
  CHECK(filter_refusal("$nothing") == "suite.yaml:1:7: jq cannot compile '$nothing': $nothing is not defined\n");
  CHECK(filter_refusal("\"open") ==
        "suite.yaml:1:7: jq cannot compile '\"open': syntax error, unexpected end, expecting "
        "QQSTRING_TEXT or QQSTRING_INTERP_START or QQSTRING_END\n");
  CHECK(filter_refusal("if . then 1") ==
        "suite.yaml:1:7: jq cannot compile 'if . then 1': syntax error, unexpected end\n"
        "suite.yaml:1:7: jq cannot compile 'if . then 1': Possibly unterminated 'if' statement\n");
  CHECK(filter_refusal("") == "suite.yaml:1:7: the jq filter is empty; write '.' for the whole value\n");
  CHECK(filter_refusal(" # nothing") == "suite.yaml:1:7: the jq filter is empty; write '.' for the whole value\n");
  CHECK(filter_refusal(std::string(".a\0b", 4)) == "suite.yaml:1:7: a jq filter may not hold a NUL character\n");
}

TEST_CASE("jq: a filter must be a text") {
  const Source source{"suite.yaml", "- jq: 3\n"};
  Node filter(3);
  filter.at = {1, 7};
  const auto out = JqFilter::compile(filter, source);
  REQUIRE_FALSE(out.has_value());
  CHECK(render(out.error()) ==
        "sightline: error: suite.yaml:1:7: a jq filter is a text, not a number; quote it\n    - jq: 3\n          ^\n");
}

TEST_CASE("jq: an error in a block scalar names its own line") {
  const Source source{"suite.yaml", "a: 1\njq: |\n  .a\n  | nothing(.b)\n  | env\n"};
  Node filter(".a\n| nothing(.b)\n| env\n");
  filter.at = {2, 5};
  const auto forbidden = JqFilter::compile(filter, source);
  REQUIRE_FALSE(forbidden.has_value());
  CHECK(forbidden.error().front().place.text() == "suite.yaml:5:5");
  Node wrong(".a\n| nothing(.b)\n");
  wrong.at = {2, 5};
  const auto undefined = JqFilter::compile(wrong, source);
  REQUIRE_FALSE(undefined.has_value());
  CHECK(undefined.error().front().place.text() == "suite.yaml:4:3");
  CHECK(undefined.error().front().message == "jq cannot compile '.a\\n| nothing(.b)\\n': nothing/1 is not defined");
}

TEST_CASE("jq: a filter without end is ended, and the next one finds a new worker") {
  JqLimits limits;
  limits.evaluation = std::chrono::milliseconds(50);
  limits.compilation = std::chrono::seconds(60);
  CHECK(outputs_shown(compiled("[repeat(1)] | length", limits)->run(Node(), Node())) ==
        "ERROR the jq filter took longer than 50ms");
  CHECK(result("1 + 1", "null") == "2 ");
}

TEST_CASE("jq: a filter that crashes jq is an error") {
  CHECK(result("reduce range(1000000) as $i (null; [.]) | length", "null") ==
        "ERROR the jq filter made jq crash, or took more than 512 MB of memory");
  CHECK(result("1 + 1", "null") == "2 ");
}

TEST_CASE("jq: outputs are bounded") {
  CHECK(result("range(1000000)", "null") == "ERROR the jq filter has no result: it gives more than 100000 outputs");
  CHECK(result("reduce range(300) as $i (null; [.])", "null") ==
        "ERROR the jq filter has no result: an output is nested deeper than 256 levels");
  CHECK(result("reduce range(21) as $i (\"0123456789\"; . + .)", "null") ==
        "ERROR the jq filter gave more than 16 MB of output");
}

TEST_CASE("jq: the deepest JSON goes in and comes out") {
  const std::string deep = std::string(256, '[') + std::string(256, ']');
  CHECK(result("[.[]][0]", "[" + deep.substr(1, 510) + "]") == deep.substr(1, 510) + " ");
}

TEST_CASE("jq: filters are shared by threads") {
  const auto filter = compiled("map(. + $vars.one) | add");
  std::vector<std::thread> threads;
  std::vector<int> right(4, 0);
  for (std::size_t t = 0; t < right.size(); ++t) {
    threads.emplace_back([t, &right, &filter] {
      for (int i = 0; i < 25; ++i) {
        const Node input(Node::List{Node(static_cast<int>(t)), Node(i)});
        const auto outputs = filter->run(input, Node(Node::Map{{"one", Node(1), {}}}));
        if (outputs && outputs->values == std::vector<Node>{Node(static_cast<int>(t) + i + 2)}) ++right[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::vector<int>(4, 25));
}

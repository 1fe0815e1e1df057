#include "assertion/jq_plain.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "assertion/jq_pool.h"
#include "json/json.h"

using namespace sightline;

namespace {

std::optional<JqPlain> plain(std::string_view filter) {
  return JqPlain::parse(filter, jq_tokens(filter).tokens);
}

const std::vector<std::string> kInputs{
    "null",
    "true",
    "false",
    "0",
    "-3.5",
    "42",
    R"("")",
    R"("text")",
    "[]",
    "[1]",
    "[3, 1, 2]",
    "[null, false, \"b\", [1, [2]], {\"a\": {\"b\": 1}}]",
    "[[1, 2], 5, [3]]",
    "[{\"a\": 1}, 5, {\"a\": 2}]",
    "[{\"a\": {\"b\": 1}}, {\"a\": 3}, 5]",
    "{}",
    R"({"a": 1})",
    R"({"a": 1.0, "b": 1})",
    R"({"c": 1, "b": 2, "a": 3})",
    R"({"a": null, "b": false})",
    R"({"a": "x", "b": "y"})",
    R"({"a": {"b": {"c": 7}}, "b": "z"})",
    R"({"a": {"b": [10, 20, 30]}})",
    R"({"a": [1, 2, {"b": "ü"}], "b": [1, 2]})",
    R"({"a": {"x": 1, "y": 2}, "b": {"y": 2, "x": 1.0}})",
    R"({"a b": 1, "ä": 2, "": 3, "a": {"a b": 4}})",
    R"({"a": 9007199254740993, "b": 1e300})",
    R"([[[1, "2"], {"b": null}]])",
};

const std::vector<std::string> kFilters{
    ".",
    ".a",
    ".a.b",
    ".a.b.c",
    " .a [ 0 ] . \"b\" ",
    ".\"a b\"",
    ".[\"ä\"]",
    ".[\"\"]",
    ".a.\"a b\"",
    ".\"\\u0061\"",
    ".[0]",
    ".[-1]",
    ".[ - 2 ]",
    ".[7]",
    ".[0][0]",
    ".a[0]",
    ".a.b[1]",
    ".[4].a.b",
    ".a?",
    ".a?.b",
    ".a.b?",
    ".a?.b?",
    ".[0]?",
    ".a[0]?",
    ".\"a\"?",
    ".[\"a\"]?.b",
    ".[]",
    ".[]?",
    ".[].a",
    ".[].a?",
    ".[]?.a",
    ".[]?.a?",
    ".[].a.b",
    ".[].a?.b",
    ".a[]",
    ".a[]?",
    ".a.b[]",
    ".[][]",
    ".[]?[]?",
    ".[][0]",
    ".[]?[-1]?",
    ".a # a comment",
    "$vars",
    "$vars.n",
    "$ vars.list[1]",
    "$vars.list[].x",
    "$vars.a?",
    ". == null",
    ". == 42",
    ". != \"text\"",
    ". < 1",
    ". <= []",
    ". > {}",
    ". >= false",
    ". < true",
    ". == -3.5",
    ". > -4",
    ".a == 1",
    ".a != 1.0",
    ".a == \"x\"",
    ".a >= \"w\"",
    ".a < null",
    ".a == {\"y\": 2, \"x\": 1}",
    ".a < {\"x\": 1, \"y\": 3}",
    ".a > {\"w\": 1}",
    ".a == [1, 2, {\"b\": \"\\u00fc\"}]",
    ".a > [1, 2]",
    ".a == 9007199254740992",
    ".b == 1e300",
    ".[] == 1",
    ".[] > 1",
    ".[]? <= [1, 2]",
    ".[].a == 1",
    ".a == .b",
    ".a.b == .b.c",
    ".b.c == .a.b",
    ".a < .b",
    ".[] == .[]",
    ".[0] == .[]",
    ".[].a == .[]",
    ".[]?.a? == .[]?",
    ".a? == .b?",
    ".a == $vars.n",
    "$vars.n == .a",
    ".a.b == $vars.n.x",
    ".[]? == $vars.list[]",
    "$vars.list[] == $vars.list[]",
    "$vars.n < 3",
};

std::string shown(const JqFilter::Outputs& outputs) {
  std::string out;
  for (const Node& value : outputs.values) out += to_json(value) + " ";
  return out + "! " + outputs.model_error;
}

}  // namespace

TEST_CASE("jq plain: the own evaluator gives what jq gives") {
  const std::string filter = GENERATE(from_range(kFilters));
  const auto own = plain(filter);
  INFO("filter " << filter);
  REQUIRE(own.has_value());
  JqLimits limits;
  limits.evaluation = limits.compilation = std::chrono::seconds(60);
  const auto complaints = JqPool::shared().complaints(filter, limits);
  REQUIRE(complaints.has_value());
  REQUIRE(complaints->empty());
  const Node vars = *parse_json(R"({"n": 1, "list": [1, 2, {"x": 3}]})");
  for (const std::string& text : kInputs) {
    const Node input = *parse_json(text);
    const auto real = JqPool::shared().run(filter, input, vars, limits);
    const auto mine = own->run(input, vars);
    INFO("input " << text);
    REQUIRE(real.has_value());
    INFO("jq    " << shown(*real));
    if (!mine) {
      // What is left to jq is one thing only.
      CHECK_THAT(real->model_error, Catch::StartsWith("Cannot iterate over ") || Catch::StartsWith("Cannot index "));
      CHECK(filter.find("[]") != std::string::npos);
      continue;
    }
    INFO("plain " << shown(*mine));
    CHECK(mine->values == real->values);
    CHECK(mine->model_error == real->model_error);
  }
}

TEST_CASE("jq plain: what is more than a path or a comparison is left to jq") {
  const std::string filter =
      GENERATE("", ".a | .b", ".a, .b", ".a + 1", ".a == 1 and .b", "not", "length", ".a[1:2]", ".a[.b]",
               ".[\"a\", \"b\"]", ".a == \"\\(.b)\"", ".\"\\(.b)\"", "$x", "$vars2.a", ".a??", ".?", "$vars?",
               "1 == .a", ".a == nan", ".a == .b == .c", "..", "..a", ".[1.5]", ".[1e1]", ".a == 01", ".a == [.b]",
               ".a == {b: 1}", ".a == 'x'", ".a = 1", ".a |= 1", ".a.[0]", ".a ==", "== 1", ".[", ".a]", ".[\"a\"",
               ".\"open", ".a == \"a\nb\"", ".a // 1", ".a?//1", "@json", ".[\"a\\u0000b\"]", ".a == 1 # c\n, 2",
               "(.a)", "-.a", ".a == {\"b\": 1, \"b\": 2}", ".[12345678901]", ". a", "$vars .x | .y", ".a as $x | $x");
  INFO(filter);
  CHECK_FALSE(plain(filter).has_value());
}

TEST_CASE("jq plain: the author's spelling of a number stays") {
  const auto outputs = plain(".total")->run(*parse_json(R"({"total": 118.00})"), Node());
  REQUIRE(outputs.has_value());
  CHECK(outputs->values.at(0).number_text() == "118.00");
}

#include "cli/assertion_text.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "cli/option_text.h"
#include "json/json.h"

using namespace sightline;

TEST_CASE("docs/assertions.md is what the catalogue says") {
  const std::string path = std::string(SIGHTLINE_SOURCE_DIR) + "/docs/assertions.md";
  if (std::getenv("SIGHTLINE_UPDATE_GOLDEN")) std::ofstream(path, std::ios::binary) << assertion_markdown();
  std::ostringstream page;
  page << std::ifstream(path, std::ios::binary).rdbuf();
  CHECK(page.str() == assertion_markdown());
}

TEST_CASE("A schema is told in words") {
  const auto [schema, words] = GENERATE(table<std::string, std::string>({
      {R"({"type": "string"})", "text"},
      {R"({"type": ["string", "number"]})", "text"},
      {R"({"type": "integer", "minimum": 1})", "whole number from 1"},
      {R"({"type": "number", "exclusiveMinimum": 0, "maximum": 1})", "number above 0, up to 1"},
      {R"({"type": "number", "minimum": 0, "maximum": 1})", "number from 0 to 1"},
      {R"({"type": "boolean"})", "true or false"},
      {R"({"enum": ["en", "de", 3]})", "`en`, `de` or `3`"},
      {R"({"const": "valid"})", "`valid`"},
      {R"({"type": "array", "items": {"type": "string"}})", "list of text"},
      {R"({"type": "array"})", "list"},
      {R"({"type": "object"})", "map"},
      {R"({"description": "anything"})", "any value"},
      {R"({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})", "text or list of text"},
      {R"({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^\\{\\{[^{}]+\\}\\}$"}]})", "number"},
      {R"({"type": "array", "items": {"$ref": "#/$defs/assertion"}})", "list of assertion"},
      {R"({"type": "string", "examples": ["500ms", "8s"]})", "text (such as `500ms`, `8s`)"},
  }));
  INFO(schema);
  CHECK(type_text(parse_json(schema).value()) == words);
}

TEST_CASE("Options are told with what they need, and without those that every assertion takes") {
  const Node schema = parse_json(R"({"anyOf": [{"const": true}, {"type": "object", "required": ["b"], "properties": {
    "a": {"type": "string", "description": "first  line\n and more"}, "b": {"type": "boolean"},
    "weight": {"type": "number"}}}]})")
                          .value();
  CHECK(short_form_text(schema) == "`true`");
  const auto options = options_of(schema);
  REQUIRE(options.size() == 2);
  CHECK(options[0].description == "first line and more");
  CHECK_FALSE(options[0].required);
  CHECK(options[1].required);
  CHECK(short_form_text(schema.find("anyOf")->list()[1]).empty());
}

TEST_CASE("Every assertion stands in the table, and tells each of its options") {
  const std::string all = assertion_table();
  for (const AssertionInfo& info : assertion_catalogue()) {
    CAPTURE(info.name);
    CHECK(all.find("  " + info.name + " ") != std::string::npos);
    const std::string text = assertion_text(info);
    CHECK(text.find(info.example) != std::string::npos);
    for (const OptionText& option : options_of(info.schema)) {
      CAPTURE(option.name);
      CHECK(text.find("  " + option.name + " ") != std::string::npos);
      CHECK(text.find(option.description) != std::string::npos);
    }
  }
}

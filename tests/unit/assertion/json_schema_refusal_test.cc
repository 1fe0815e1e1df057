#include <catch2/catch.hpp>
#include <string>

#include "json_schema_checks.h"

using namespace sightline;

TEST_CASE("json schema: references in the same document") {
  CHECK(wrong(R"({"properties": {"next": {"$ref": "#"}, "v": {"type": "null"}}})", R"({"next": {"next": {"v": 1}}})") ==
        "/next/next/v: expected null, is the number 1\n");
  CHECK(wrong(R"({"$ref": "#node", "$defs": {"a": {"$anchor": "node", "type": "null"}}})", "1") ==
        ": expected null, is the number 1\n");
  CHECK(
      wrong(
          R"({"$id": "https://example.org/a", "$ref": "b#/$defs/c", "$defs": {"b": {"$id": "b", "$defs": {"c": false}}}})",
          "1") == ": no value is allowed here, is the number 1\n");
  CHECK(wrong(R"({"$ref": "#/$defs/a~1b%25", "$defs": {"a/b%": {"type": "null"}}})", "1") ==
        ": expected null, is the number 1\n");
  CHECK(wrong(R"({"$ref": "#/properties/a/prefixItems/0", "properties": {"a": {"prefixItems": [{"type": "null"}]}}})",
              "1") == ": expected null, is the number 1\n");
}

TEST_CASE("json schema: a dynamic reference leads to the outermost anchor") {
  const std::string tree = R"("tree": {"$id": "https://example.org/tree", "$dynamicAnchor": "node",
      "properties": {"children": {"items": {"$dynamicRef": "#node"}}}})";
  const std::string strict = R"({"$id": "https://example.org/strict", "$dynamicAnchor": "node", "$ref": "tree",
      "unevaluatedProperties": false, "$defs": {)" +
                             tree + "}}";
  CHECK(wrong(strict, R"({"children": [{"daat": 1}]})") ==
        "/children/0/daat: the property 'daat' is not allowed: no other keyword allows for it\n");
  CHECK(wrong(R"({"$ref": "https://example.org/tree", "$defs": {)" + tree + "}}", R"({"children": [{"daat": 1}]})") ==
        "");
}

TEST_CASE("json schema: references to files of the project") {
  fakes::MemoryFiles files;
  files.put(
      "/project/schemas/parts/item.json",
      R"({"$id": "https://example.org/item.json", "properties": {"price": {"$ref": "../money.json#/$defs/amount"}}})");
  files.put("/project/schemas/money.json",
            R"({"$schema": "http://json-schema.org/draft-07/schema#", "$defs": {"amount": {"prefixItems": []}}})");
  CHECK(refusal(R"({"items": {"$ref": "parts/item.json"}})", files) ==
        "schemas/money.json:1:77: 'prefixItems' is a keyword of draft 2020-12, but this schema is draft 7 by its "
        "$schema\n");
  files.put("/project/schemas/money.json", R"({"$defs": {"amount": {"type": "number"}}})");
  CHECK(wrong(R"({"items": {"$ref": "parts/item.json"}})", R"([{"price": "1"}])", files) ==
        "/0/price: expected a number, is the string '1'\n");
  const Compiled schema = compile(R"({"$ref": "money.json#/$defs/amount"})", files);
  REQUIRE(schema.has_value());
  CHECK((*schema)->validate(Node("x"))->front().schema_pointer == "schemas/money.json#/$defs/amount/type");
}

TEST_CASE("json schema: a reference that leads nowhere, or out of the project") {
  fakes::MemoryFiles files;
  files.put("/project/schemas/broken.json", "{\"type\": ");
  files.put("/secret.json", "{}");
  CHECK(refusal(R"({"$ref": "#/$defs/itm", "$defs": {"item": {}}})", files) ==
        "1:10: '$ref' '#/$defs/itm' leads nowhere: there is nothing at '/$defs/itm'; did you mean 'item'?\n");
  CHECK(refusal(R"({"$ref": "#nod", "$anchor": "node"})", files) ==
        "1:10: '$ref' '#nod' leads nowhere: there is no anchor 'nod'; did you mean 'node'?\n");
  CHECK(refusal(R"({"$ref": "https://example.org/x.json"})", files) ==
        "1:10: '$ref' 'https://example.org/x.json' leads nowhere: 'https://example.org/x.json' is not in this project; "
        "nothing is fetched\n");
  CHECK(refusal(R"({"$ref": "../../secret.json"})", files) ==
        "1:10: '$ref' '../../secret.json' leads nowhere: '/secret.json' is outside of the project\n");
  CHECK_THAT(
      refusal(R"({"$ref": "none.json"})", files),
      Catch::StartsWith("1:10: '$ref' 'none.json' leads nowhere: ") && Catch::Contains("/project/schemas/none.json"));
  CHECK_THAT(refusal(R"({"$ref": "broken.json"})", files), Catch::StartsWith("schemas/broken.json:1:"));
}

TEST_CASE("json schema: circles are refused") {
  CHECK(refusal(R"({"$ref": "#"})") ==
        "1:10: this leads back to the schema it stands in, for the same value: a circle without an end\n");
  CHECK(refusal(R"({"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"anyOf": [true, {"$ref": "#"}]}}})") ==
        "1:77: this leads back to the schema it stands in, for the same value: a circle without an end\n");
}

TEST_CASE("json schema: what is not right in a schema is told at its place, all at once") {
  CHECK(refusal("{\n  \"minlength\": 1,\n  \"type\": \"strin\",\n  \"pattern\": \"(a\"\n}") ==
        "2:3: unknown keyword 'minlength'; did you mean 'minLength'?\n"
        "3:11: 'strin' is no type; did you mean 'string'?\n"
        "4:14: bad pattern '(a' at character 3: missing closing parenthesis\n");
}

TEST_CASE("json schema: what is refused") {
  struct Row {
    const char* schema;
    const char* message;
  };
  const auto row = GENERATE(
      Row{"3", "1:1: a schema is an object, true or false, not the number 3\n"},
      Row{R"({"properties": {"a": "x"}})", "1:22: a schema is an object, true or false, not the string 'x'\n"},
      Row{R"({"nullable": true})", "1:2: unknown keyword 'nullable'; a key of your own begins with 'x-'\n"},
      Row{R"({"additionalItems": false})",
          "1:2: 'additionalItems' is no keyword of draft 2020-12; write 'items' beside 'prefixItems'\n"},
      Row{R"({"dependencies": {}})",
          "1:2: 'dependencies' is no keyword of draft 2020-12; write 'dependentRequired' or 'dependentSchemas'\n"},
      Row{R"({"id": "x"})", "1:2: 'id' is no keyword of draft 2020-12; write '$id'\n"},
      Row{R"({"items": [true]})",
          "1:11: 'items' takes one schema in draft 2020-12; write 'prefixItems' for an array of them\n"},
      Row{R"({"$schema": "http://json-schema.org/draft-04/schema#"})",
          "1:13: unknown $schema 'http://json-schema.org/draft-04/schema#'; known are "
          "'http://json-schema.org/draft-07/schema#' (draft 7) and 'https://json-schema.org/draft/2020-12/schema' "
          "(draft 2020-12)\n"},
      Row{R"({"minLength": -1})", "1:15: 'minLength' takes a whole number of at least 0, not the number -1\n"},
      Row{R"({"minItems": 1.5})", "1:14: 'minItems' takes a whole number of at least 0, not the number 1.5\n"},
      Row{R"({"exclusiveMinimum": true})", "1:22: 'exclusiveMinimum' takes a number, not true\n"},
      Row{R"({"multipleOf": 0})", "1:16: 'multipleOf' takes a number above 0, not the number 0\n"},
      Row{R"({"required": true})", "1:14: 'required' takes an array of names, not true\n"},
      Row{R"({"required": ["a", 1]})", "1:20: a name in 'required' is a string, not the number 1\n"},
      Row{R"({"enum": []})", "1:10: 'enum' is empty: no value could conform\n"},
      Row{R"({"enum": "a"})", "1:10: 'enum' takes an array of the allowed values, not the string 'a'\n"},
      Row{R"({"type": []})", "1:10: 'type' is an empty array: no value could conform\n"},
      Row{R"({"type": "float"})",
          "1:10: 'float' is no type; types are null boolean integer number string array object\n"},
      Row{R"({"uniqueItems": 1})", "1:17: 'uniqueItems' takes true or false, not the number 1\n"},
      Row{R"({"properties": []})", "1:16: 'properties' takes an object of schemas, not an empty array\n"},
      Row{R"({"patternProperties": {"[": {}}})",
          "1:24: bad pattern '[' at character 1: the ']' of this '[' is missing\n"},
      Row{R"({"anyOf": []})", "1:11: 'anyOf' takes an array of at least one schema, not an empty array\n"},
      Row{R"({"format": "data-time"})", "1:12: unknown format 'data-time'; did you mean 'date-time'?\n"},
      Row{R"({"format": "credit-card"})",
          "1:12: unknown format 'credit-card'; known are date-time date time duration email idn-email hostname "
          "idn-hostname ipv4 ipv6 uri "
          "uri-reference iri iri-reference uri-template uuid json-pointer relative-json-pointer regex\n"},
      Row{R"({"then": {}})", "1:2: 'then' has no effect without 'if' beside it\n"},
      Row{R"({"minContains": 1})", "1:2: 'minContains' has no effect without 'contains' beside it\n"},
      Row{R"({"$ref": 1})", "1:10: '$ref' takes a string, not the number 1\n"},
      Row{R"({"$anchor": "1a"})",
          "1:13: '1a' is no anchor; it is a letter or '_', then letters, digits, '-', '_' and '.'\n"},
      Row{R"({"$id": "a#b"})", "1:9: an $id has no fragment in draft 2020-12; write '$anchor' for '#b'\n"},
      Row{R"({"$defs": {"a": {"$id": "x"}, "b": {"$id": "x"}}})",
          "1:44: there is another schema with the $id 'file:///project/schemas/x'\n"},
      Row{R"({"$anchor": "a", "items": {"$anchor": "a"}})", "1:39: there is another anchor 'a' in the same schema\n"},
      Row{R"({"items": {"$schema": "https://json-schema.org/draft/2020-12/schema"}})",
          "1:12: '$schema' has no effect here; it stands in the root, or beside an '$id'\n"},
      Row{R"({"$schema": "http://json-schema.org/draft-07/schema#", "items": {"$ref": "#", "minItems": 1}})",
          "1:79: draft 7 ignores 'minItems' beside '$ref'; put both into an 'allOf'\n"},
      Row{R"({"$schema": "http://json-schema.org/draft-07/schema#", "prefixItems": []})",
          "1:56: 'prefixItems' is a keyword of draft 2020-12, but this schema is draft 7 by its $schema\n"},
      Row{R"({"$schema": "http://json-schema.org/draft-07/schema#", "items": {}, "additionalItems": false})",
          "1:69: 'additionalItems' has no effect without an array of schemas in 'items'\n"});
  INFO(row.schema);
  CHECK(refusal(row.schema) == row.message);
}

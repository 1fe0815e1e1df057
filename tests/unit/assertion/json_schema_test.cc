#include <catch2/catch.hpp>
#include <string>

#include "json_schema_checks.h"

using namespace sightline;

TEST_CASE("json schema: a receipt, and all that is wrong with one") {
  const std::string schema = R"({
    "type": "object",
    "required": ["total", "currency", "date"],
    "properties": {
      "total": {"type": "number", "minimum": 0, "multipleOf": 0.01},
      "currency": {"enum": ["EUR", "USD"]},
      "date": {"type": "string", "format": "date"},
      "items": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/item"}}
    },
    "additionalProperties": false,
    "$defs": {"item": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "maxLength": 3}}}}
  })";
  CHECK(wrong(schema, R"({"total": 19.99, "currency": "EUR", "date": "2026-02-28", "items": [{"name": "Tee"}]})") ==
        "");
  CHECK(
      wrong(
          schema,
          R"({"total": "42", "currency": "EURO", "date": "28.2.2026", "items": [{"name": "Kaffee"}, {}], "tip": 1})") ==
      "/total: expected a number, is the string '42'\n"
      "/currency: expected one of 'EUR', 'USD', is the string 'EURO'\n"
      "/date: expected a date such as 2026-11-20, is the string '28.2.2026'\n"
      "/items/0/name: expected at most 3 characters, the string 'Kaffee' has 6\n"
      "/items/1: the property 'name' is missing\n"
      "/tip: the property 'tip' is not allowed\n");
  CHECK(wrong(schema, R"({"total": -0.005, "currency": null, "dat": ""})") ==
        ": the property 'date' is missing\n"
        "/total: expected at least 0, is the number -0.005\n"
        "/total: expected a multiple of 0.01, is the number -0.005\n"
        "/currency: expected one of 'EUR', 'USD', is null\n"
        "/dat: the property 'dat' is not allowed; did you mean 'date'?\n");
  CHECK(wrong(schema, "[1]") == ": expected an object, is an array of 1 item\n");
}

TEST_CASE("json schema: pointers of value and schema") {
  const Compiled schema = compile(R"({"properties": {"a/b": {"items": {"allOf": [true, {"type": "null"}]}}}})");
  REQUIRE(schema.has_value());
  const auto violations = (*schema)->validate(*parse_json(R"({"a/b": [null, 1]})"));
  REQUIRE(violations.has_value());
  REQUIRE(violations->size() == 1);
  CHECK(violations->front().instance_pointer == "/a~1b/1");
  CHECK(violations->front().schema_pointer == "/properties/a~1b/items/allOf/1/type");
}

TEST_CASE("json schema: no more violations than asked for") {
  const Compiled schema = compile(R"({"items": {"type": "string"}})");
  REQUIRE(schema.has_value());
  const auto violations = (*schema)->validate(*parse_json("[1, 2, 3, 4, 5]"), 2);
  REQUIRE(violations.has_value());
  CHECK(violations->size() == 2);
}

TEST_CASE("json schema: what each keyword says") {
  struct Row {
    const char* schema;
    const char* value;
    const char* message;
  };
  const auto row = GENERATE(
      Row{R"({"type": ["string", "null"]})", "3", ": expected a string or null, is the number 3\n"},
      Row{R"({"type": "integer"})", "1.5", ": expected an integer, is the number 1.5\n"},
      Row{R"({"type": "integer"})", "1.0", ""}, Row{R"({"type": "object"})", "{}", ""},
      Row{R"({"type": "string"})", "{}", ": expected a string, is an empty object\n"},
      Row{R"({"type": "string"})", "{\"a\": 1}", ": expected a string, is an object with 1 member\n"},
      Row{R"({"type": "string"})", "[]", ": expected a string, is an empty array\n"},
      Row{R"({"const": {"a": [1]}})", "{\"a\": [1.0]}", ""},
      Row{R"({"const": {"a": [1]}})", "true", ": expected {\"a\":[1]}, is true\n"},
      Row{R"({"enum": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]})", "0",
          ": expected one of 1, 2, 3, 4, 5, 6, 7, 8, … (10 in all), is the number 0\n"},
      Row{R"({"exclusiveMinimum": 0})", "0", ": expected more than 0, is the number 0\n"},
      Row{R"({"maximum": 1e2})", "100.5", ": expected at most 1e2, is the number 100.5\n"},
      Row{R"({"exclusiveMaximum": 1})", "1", ": expected less than 1, is the number 1\n"},
      Row{R"({"multipleOf": 0.01})", "42.5", ""}, Row{R"({"multipleOf": 0.01})", "19.99", ""},
      Row{R"({"multipleOf": 0.01})", "1e300", ""},
      Row{R"({"multipleOf": 1e10})", "25e9", ": expected a multiple of 1e10, is the number 25e9\n"},
      Row{R"({"multipleOf": 0.0001})", "0.00751", ": expected a multiple of 0.0001, is the number 0.00751\n"},
      Row{R"({"multipleOf": 3})", "0", ""}, Row{R"({"multipleOf": 3})", "-9", ""},
      Row{R"({"multipleOf": 0.1234567890123456789})", "0.2469135780246913578", ""},
      Row{R"({"minLength": 2})", "\"ä\"", ": expected at least 2 characters, the string 'ä' has 1\n"},
      Row{R"({"maxLength": 1})", "\"💳\"", ""},
      Row{R"({"pattern": "^\\d+$"})", "\"4x\"", ": expected a match of the pattern '^\\d+$', is the string '4x'\n"},
      Row{R"({"format": "ipv4"})", "\"1.2.3\"", ": expected an IPv4 address, is the string '1.2.3'\n"},
      Row{R"({"format": "date"})", "null", ""},
      Row{R"({"minItems": 2})", "[1]", ": expected at least 2 items, has 1\n"},
      Row{R"({"maxItems": 1})", "[1, 2]", ": expected at most 1 item, has 2\n"},
      Row{R"({"uniqueItems": true})", "[{\"a\": 1, \"b\": 2}, 3, {\"b\": 2.0, \"a\": 1}]",
          ": items must differ, but items 0 and 2 are both {\"b\":2.0,\"a\":1}\n"},
      Row{R"({"uniqueItems": true})", "[1, true, \"1\", [1], {\"a\": 1}, null, 0, false]", ""},
      Row{R"({"prefixItems": [{"type": "string"}], "items": false})", "[1, 2]",
          "/0: expected a string, is the number 1\n: expected at most 1 item, has 2\n"},
      Row{R"({"contains": {"type": "string"}})", "[1]", ": expected at least 1 item as in 'contains', found none\n"},
      Row{R"({"contains": {"type": "string"}, "minContains": 2})", "[\"a\"]",
          ": expected at least 2 items as in 'contains', found 1\n"},
      Row{R"({"contains": {"type": "string"}, "maxContains": 1})", "[\"a\", \"b\"]",
          ": expected at most 1 item as in 'contains', found 2\n"},
      Row{R"({"minProperties": 1})", "{}", ": expected at least 1 member, has 0\n"},
      Row{R"({"maxProperties": 1})", "{\"a\": 1, \"b\": 2}", ": expected at most 1 member, has 2\n"},
      Row{R"({"patternProperties": {"^x": {"type": "null"}}, "additionalProperties": false})", "{\"x1\": 1, \"y\": 1}",
          "/x1: expected null, is the number 1\n/y: the property 'y' is not allowed\n"},
      Row{R"({"propertyNames": {"maxLength": 2}})", "{\"abc\": 1}",
          ": the name 'abc' is not allowed: expected at most 2 characters, the string 'abc' has 3\n"},
      Row{R"({"dependentRequired": {"a": ["b", "c"]}})", "{\"a\": 1, \"c\": 1}",
          ": the property 'b' is missing: 'a' needs it\n"},
      Row{R"({"dependentSchemas": {"a": {"required": ["z"]}}})", "{\"a\": 1}", ": the property 'z' is missing\n"},
      Row{R"({"anyOf": [{"type": "string"}, {"properties": {"a": {"type": "null"}}, "required": ["a"]}]})",
          "{\"a\": 1}",
          ": conforms to none of the 2 schemas of 'anyOf': (1) expected a string, is an object with 1 member; "
          "(2) /a expected null, is the number 1\n"},
      Row{R"({"oneOf": [{"type": "string"}, {"minLength": 9}]})", "\"a\"", ""},
      Row{R"({"oneOf": [{"type": "string"}, {"minLength": 1}]})", "\"a\"",
          ": conforms to 2 of the 2 schemas of 'oneOf' (numbers 1 and 2), where just one is allowed\n"},
      Row{R"({"oneOf": [{"type": "null"}]})", "1",
          ": conforms to none of the 1 schema of 'oneOf': (1) expected null, is the number 1\n"},
      Row{R"({"not": {"type": "string"}})", "\"a\"",
          ": must not conform to the schema in 'not', but the string 'a' does\n"},
      Row{R"({"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"minimum": 3}})", "\"a\"",
          ": expected at least 2 characters, the string 'a' has 1\n"},
      Row{R"({"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"minimum": 3}})", "1",
          ": expected at least 3, is the number 1\n"},
      Row{R"({"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false})", "{\"a\": 1, \"b\": 2}",
          "/b: the property 'b' is not allowed: no other keyword allows for it\n"},
      Row{R"({"allOf": [{"properties": {"a": {"type": "null"}}}], "unevaluatedProperties": false})", "{\"a\": 1}",
          "/a: expected null, is the number 1\n"},
      Row{R"({"prefixItems": [true], "unevaluatedItems": {"type": "string"}})", "[1, 2]",
          "/1: expected a string, is the number 2\n"},
      Row{R"({"prefixItems": [true], "unevaluatedItems": false})", "[1, 2]",
          "/1: this item is not allowed: no other keyword allows for it\n"},
      Row{R"({"properties": {"a": false}})", "{\"a\": 1}", "/a: no value is allowed here, is the number 1\n"},
      Row{"true", "1", ""}, Row{"false", "1", ": no value is allowed here, is the number 1\n"}, Row{"{}", "1", ""});
  INFO(row.schema << " of " << row.value);
  CHECK(wrong(row.schema, row.value) == row.message);
}

TEST_CASE("json schema: formats are exact") {
  struct Row {
    const char* format;
    const char* text;
    bool fits;
  };
  const auto row = GENERATE(
      Row{"date", "2024-02-29", true}, Row{"date", "2023-02-29", false}, Row{"date", "2026-1-01", false},
      Row{"time", "23:59:60Z", true}, Row{"time", "12:00:60Z", false}, Row{"time", "12:00:00", false},
      Row{"date-time", "2026-11-20t09:30:00.5+05:30", true}, Row{"date-time", "2026-11-20 09:30:00Z", false},
      Row{"duration", "P1Y2M3DT4H5M6S", true}, Row{"duration", "P1Y3D", false}, Row{"duration", "PT", false},
      Row{"duration", "P3W", true}, Row{"duration", "P1DT", false}, Row{"email", "a.b@example.org", true},
      Row{"email", "a b@example.org", false}, Row{"email", "\"a b\"@[127.0.0.1]", true},
      Row{"email", "a@-x.org", false}, Row{"idn-email", "bücher@bücher.example", true},
      Row{"hostname", "a-b.example", true}, Row{"hostname", "a..b", false},
      Row{"idn-hostname", "bücher。example", true}, Row{"ipv4", "127.0.0.1", true}, Row{"ipv4", "127.0.0.01", false},
      Row{"ipv6", "::ffff:1.2.3.4", true}, Row{"ipv6", "12345::", false}, Row{"uri", "https://a.b/c?d#e", true},
      Row{"uri", "a/b", false}, Row{"uri", "http://a b", false}, Row{"uri", "http://[::1]:80/", true},
      Row{"uri", "http://a:8x/", false}, Row{"uri-reference", "../a?b", true}, Row{"uri-reference", "a\\b", false},
      Row{"iri", "http://bücher.example/ä", true}, Row{"iri-reference", "ä#ö", true},
      Row{"uri-template", "/a/{b*}{?c,d:3}", true}, Row{"uri-template", "/a/{b", false},
      Row{"uri-template", "/{a b}", false}, Row{"uuid", "2eb8aa08-AA98-11ea-b4aa-73b441d16380", true},
      Row{"uuid", "2eb8aa08aa9811eab4aa73b441d16380", false}, Row{"json-pointer", "/a~0b/~1", true},
      Row{"json-pointer", "/a~2", false}, Row{"relative-json-pointer", "1/a", true},
      Row{"relative-json-pointer", "01#", false}, Row{"regex", "^a+$", true}, Row{"regex", "\\a", false});
  INFO(row.format << " " << row.text);
  const std::string value = to_json(Node(row.text));
  CHECK((wrong("{\"format\": \"" + std::string(row.format) + "\"}", value) == "") == row.fits);
}

TEST_CASE("json schema: draft 7 has its own keywords") {
  CHECK(wrong("{" + kSeven + R"(, "items": [{"type": "null"}], "additionalItems": false})", "[null, 1]") ==
        ": expected at most 1 item, has 2\n");
  CHECK(wrong("{" + kSeven + R"(, "dependencies": {"a": ["b"], "c": {"required": ["d"]}}})", R"({"a": 1, "c": 1})") ==
        ": the property 'b' is missing: 'a' needs it\n: the property 'd' is missing\n");
  CHECK(wrong("{" + kSeven + R"(, "$ref": "#/definitions/a", "definitions": {"a": {"$id": "#x", "type": "null"}}})",
              "1") == ": expected null, is the number 1\n");
  CHECK(wrong("{" + kSeven + R"(, "items": {"$ref": "#x"}, "definitions": {"a": {"$id": "#x", "type": "null"}}})",
              "[1]") == "/0: expected null, is the number 1\n");
}

TEST_CASE("json schema: what no bound at load can see is bounded at work") {
  std::string defs = R"("d0": {"type": "null"})";
  for (int i = 1; i <= 40; ++i) {
    const std::string below = "{\"$ref\": \"#/$defs/d" + std::to_string(i - 1) + "\"}";
    defs += ", \"d" + std::to_string(i) + "\": {\"allOf\": [" + below + ", " + below + "]}";
  }
  CHECK(wrong(R"({"$ref": "#/$defs/d40", "$defs": {)" + defs + "}}", "null") ==
        "ERROR the schema needs more than 5000000 steps");
  CHECK(wrong(R"({"pattern": "(a+)+$"})", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"") ==
        "ERROR the pattern gave up after 1000000 steps; write it with less backtracking");
  CHECK(wrong(R"({"not": {"pattern": "(a+)+$"}})", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"") ==
        "ERROR the pattern gave up after 1000000 steps; write it with less backtracking");
  const std::string loop = R"({"$id": "https://e.org/a", "$dynamicAnchor": "x", "$ref": "b",
      "$defs": {"b": {"$id": "b", "$defs": {"c": {"$dynamicAnchor": "x"}}, "$dynamicRef": "#x"}}})";
  CHECK(wrong(loop, "1") == "ERROR the schema leads more than 2000 levels deep");
}

TEST_CASE("json schema: many items are compared by hash") {
  std::string list = "[0";
  for (int i = 1; i < 20'000; ++i) list += "," + std::to_string(i);
  CHECK(wrong(R"({"uniqueItems": true})", list + "]") == "");
  CHECK(wrong(R"({"uniqueItems": true})", list + ",7]") == ": items must differ, but items 7 and 20000 are both 7\n");
}

TEST_CASE("json schema: what only annotates is taken") {
  CHECK(wrong(R"({"title": "T", "description": "d", "default": 1, "examples": [1], "$comment": "c", "readOnly": true,
                  "writeOnly": false, "deprecated": true, "x-own": {"minlength": 1}, "contentEncoding": "base64",
                  "contentMediaType": "image/png", "contentSchema": {"type": "string"}})",
              "\"not base64!\"") == "");
}

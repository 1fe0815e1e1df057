#include "suite/yaml.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <random>

#include "json/json.h"

namespace sightline {
namespace {

/// The value as JSON, or what is wrong, a line each: "1:4: message".
std::string yaml_as_json(const std::string& text, const YamlLimits& limits = {}) {
  const Diagnosed<Node> document = read_yaml({"suite.yaml", text}, limits);
  if (document.diagnostics.empty()) return to_json(document.value);
  std::string out;
  for (const Error& error : document.diagnostics) {
    out += fmt::format("{}:{}: {}\n", error.place.position.line, error.place.position.column, error.message);
  }
  out.pop_back();
  return out;
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

Node at_path(const std::string& text, std::string_view pointer) {
  const Diagnosed<Node> document = read_yaml({"suite.yaml", text});
  REQUIRE(document.diagnostics.empty());
  const Node* node = at_pointer(document.value, pointer);
  REQUIRE(node != nullptr);
  return *node;
}

}  // namespace

TEST_CASE("Scalars follow YAML 1.2's core schema") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"", "null"},
      {"~", "null"},
      {"null", "null"},
      {"Null", "null"},
      {"NULL", "null"},
      {"nULL", "\"nULL\""},
      {"true", "true"},
      {"True", "true"},
      {"FALSE", "false"},
      {"tRUE", "\"tRUE\""},
      {"yes", "\"yes\""},
      {"no", "\"no\""},
      {"on", "\"on\""},
      {"Off", "\"Off\""},
      {"y", "\"y\""},
      {"7", "7"},
      {"-7", "-7"},
      {"+7", "7"},
      {"0", "0"},
      {"-0", "-0"},
      {"118.00", "118.00"},
      {".5", "0.5"},
      {"-.5", "-0.5"},
      {"5.", "5"},
      {"5.e3", "5e3"},
      {"1E+05", "1E+05"},
      {"0x1F", "31"},
      {"0o17", "15"},
      {"9007199254740993", "9007199254740993"},
      {"1.", "1"},
      {".", "\".\""},
      {"-", "[null]"},
      {"+", "\"+\""},
      {"e5", "\"e5\""},
      {"1e", "\"1e\""},
      {"1e+", "\"1e+\""},
      {"0x", "\"0x\""},
      {"0xG1", "\"0xG1\""},
      {"0o8", "\"0o8\""},
      {"0b2", "\"0b2\""},
      {"1.2.3", "\"1.2.3\""},
      {"12:30", "\"12:30\""},
      {"2027-03-01", "\"2027-03-01\""},
      {"1_a", "\"1_a\""},
      {"_1", "\"_1\""},
      {"500ms", "\"500ms\""},
      {"1 2", "\"1 2\""},
      {"'7'", "\"7\""},
      {"\"true\"", "\"true\""},
      {"''", "\"\""},
      {"|\n  012\n", "\"012\\n\""},
      {">-\n  a\n  b\n", "\"a b\""},
      {"\"\\u00e9\\n\"", "\"é\\n\""},
      {"!!str 012", "\"012\""},
      {"- !!str", "[\"\"]"},
      {"!!str null", "\"null\""},
      {"!!int \"7\"", "7"},
      {"!!float 7", "7"},
      {"!!bool \"true\"", "true"},
      {"!!null ''", "null"},
      {"! 7", "\"7\""},
  };
  for (const auto& [text, json] : table) {
    INFO(text);
    CHECK(yaml_as_json(text) == json);
  }
}

TEST_CASE("Numbers that readers disagree on are to be quoted") {
  const auto trouble = [](const std::string& text) {
    return fmt::format(
        "1:4: '{0}' is one number to some readers, and another or text to others; quote it (\"{0}\") or write the "
        "number "
        "plainly",
        text);
  };
  for (const std::string text : {"012", "-012", "007", "00", "08", "09.5", "01e5", "1_000", "1_000.5", "1__", "0b101",
                                 "0x1_F", "+0x1F", "-0o7", "0o1_7"}) {
    CHECK(yaml_as_json("a: " + text) == trouble(text));
    CHECK(yaml_as_json("a: '" + text + "'") == fmt::format(R"({{"a":"{}"}})", text));
  }
  CHECK(yaml_as_json("a: .inf\nb: -.INF\nc: .NaN") ==
        "1:4: '.inf' is a number that JSON cannot carry; quote it if it is text\n"
        "2:4: '-.INF' is a number that JSON cannot carry; quote it if it is text\n"
        "3:4: '.NaN' is a number that JSON cannot carry; quote it if it is text");
  CHECK(yaml_as_json("a: 1e999\nb: 0x1FFFFFFFFFFFFFFFF") ==
        "1:4: '1e999' is too large for a number; quote it if it is text\n"
        "2:4: '0x1FFFFFFFFFFFFFFFF' is too large for a number; quote it if it is text");
}

TEST_CASE("Tags beyond the core scalars are errors, and so are values that do not fit theirs") {
  CHECK(yaml_as_json(
            "- !!int 1.5\n- !!bool yes\n- !!null 0\n- !!float x\n- !photo a.png\n- !!set {a}\n- !!binary aGk=\n") ==
        "1:3: '1.5' is no value for the tag '!!int'\n"
        "2:3: 'yes' is no value for the tag '!!bool'\n"
        "3:3: '0' is no value for the tag '!!null'\n"
        "4:3: 'x' is no value for the tag '!!float'\n"
        "5:3: tag '!photo' is not supported; delete it\n"
        "6:3: tag '!!set' is not supported; delete it\n"
        "7:3: tag '!!binary' is not supported; delete it");
}

TEST_CASE("Keys are text, or numbers by their spelling") {
  CHECK(yaml_as_json("a: 1\n'b c': 2\n2024: 3\n012: 4\n1.50: 5\nyes: 6\n\"true\": 7\n\"<<\": 8\n!!str 9: 10\n") ==
        R"({"a":1,"b c":2,"2024":3,"012":4,"1.50":5,"yes":6,"true":7,"<<":8,"9":10})");
  CHECK(yaml_as_json("true: 1\n~: 2\nnull: 3\n[a]: 4\n{b: c}: 5\n: 6\n<<: {a: 1}\n!!int 7: 8\n") ==
        "1:1: a key must be text; quote it: \"true\"\n"
        "2:1: a key must be text; quote it\n"
        "3:1: a key must be text; quote it\n"
        "4:1: a key must be text; a list or a map cannot be one\n"
        "5:1: a key must be text; a list or a map cannot be one\n"
        "6:1: there is no key before this ':'\n"
        "7:1: merge keys ('<<') are not supported; write the keys out\n"
        "8:1: a key must be text; delete its tag '!!int'");
}

TEST_CASE("Duplicate keys are told with the line of the first") {
  CHECK(yaml_as_json("a: 1\nb:\n  c: 1\n  'c': 2\na: 3\n") ==
        "4:3: duplicate key 'c'; it stands in line 3 already\n"
        "5:1: duplicate key 'a'; it stands in line 1 already");
  std::string many;
  for (int i = 0; i < 40; ++i) many += fmt::format("k{}: {}\n", i, i);
  CHECK(yaml_as_json(many + "k0: x\nk39: x\nk40: x\nk40: x\n") ==
        "41:1: duplicate key 'k0'; it stands in line 1 already\n"
        "42:1: duplicate key 'k39'; it stands in line 40 already\n"
        "44:1: duplicate key 'k40'; it stands in line 43 already");
}

TEST_CASE("Values know their place, in code points") {
  const std::string text =
      "größe: \"é\"\n"
      "list:\n"
      "  - one\n"
      "  - {a: 1, ü: [x, 'y']}\n"
      "text: |\n"
      "  {{photo}}\n"
      "tagged: !!str 5\n";
  CHECK(at_path(text, "").at == Position{1, 1});
  CHECK(at_path(text, "/größe").at == Position{1, 8});
  CHECK(at_path(text, "/list").at == Position{3, 3});
  CHECK(at_path(text, "/list/0").at == Position{3, 5});
  CHECK(at_path(text, "/list/1").at == Position{4, 5});
  CHECK(at_path(text, "/list/1/ü").at == Position{4, 15});
  CHECK(at_path(text, "/list/1/ü/1").at == Position{4, 19});
  CHECK(at_path(text, "/text").at == Position{5, 7});
  CHECK(at_path(text, "/tagged").at == Position{7, 9});
  CHECK(at_path(text, "/list/1").map()[1].key_at == Position{4, 12});
}

TEST_CASE("A byte order mark and CRLF change no place") {
  const std::string text =
      "\xEF\xBB\xBF"
      "a: 1\r\nb: [x,\r\n  y]\r\n";
  CHECK(at_path(text, "/a").at == Position{1, 4});
  CHECK(at_path(text, "/b/1").at == Position{3, 3});
  CHECK(at_path(text, "/b/1").string() == "y");
}

TEST_CASE("An empty value stands where its key or its dash does") {
  const std::string text =
      "assert:\n"
      "\n"
      "cases:  # none yet\n"
      "list:\n"
      "  -\n"
      "  - ~\n"
      "flow: {a: , b}\n"
      "anchored: &x\n";
  CHECK(at_path(text, "/assert").at == Position{1, 1});
  CHECK(at_path(text, "/cases").at == Position{3, 1});
  CHECK(at_path(text, "/list/0").at == Position{5, 3});
  CHECK(at_path(text, "/list/1").at == Position{6, 5});
  CHECK(at_path(text, "/flow/a").at == Position{7, 8});
  CHECK(at_path(text, "/flow/b").at == Position{7, 13});
  CHECK(at_path(text, "/anchored").at == Position{8, 11});
}

TEST_CASE("An alias stands for its anchor's value, at its anchor's place") {
  const std::string text =
      "x-common: &common\n"
      "  params: {temperature: 0}\n"
      "  list: &list [1, &two 2]\n"
      "a: *common\n"
      "b: [*list, *two, {c: *common}]\n"
      "d: &list new\n"
      "e: *list\n"
      "f: &empty\n"
      "g: *empty\n"
      "&key h: *key\n"
      "*key : i\n";
  CHECK(yaml_as_json(text + "h2: 1\n") == "11:1: duplicate key 'h'; it stands in line 10 already");
  const std::string good = text.substr(0, text.rfind("*key"));
  CHECK(yaml_as_json(good) ==
        R"({"x-common":{"params":{"temperature":0},"list":[1,2]},"a":{"params":{"temperature":0},"list":[1,2]},)"
        R"("b":[[1,2],2,{"c":{"params":{"temperature":0},"list":[1,2]}}],"d":"new","e":"new","f":null,"g":null,)"
        R"("h":"h"})");
  CHECK(at_path(good, "/a/params").at == Position{2, 11});
  CHECK(yaml_as_json("a: &a [1, *a]") == "1:11: this alias stands within its own anchor");
  CHECK(yaml_as_json("a: &a {b: [*a]}") == "1:12: this alias stands within its own anchor");
  CHECK(yaml_as_json("&a [*a]") == "1:5: this alias stands within its own anchor");
  CHECK(yaml_as_json("a: &a [1]\n*a : b") == "2:1: a key must be text, and this alias is none");
}

TEST_CASE("One document to a file") {
  CHECK(yaml_as_json("---\na: 1\n...\n") == R"({"a":1})");
  CHECK(yaml_as_json("# only a comment\n") == "null");
  CHECK(yaml_as_json("---\n...\n") == "null");
  const std::string second =
      "a second document begins here; a file holds one: delete the '---' or '...', or use two files";
  CHECK(yaml_as_json("a: 1\n---\nb: 2\n") == "2:1: " + second);
  CHECK(yaml_as_json("a: 1\n---\n") == "2:1: " + second);
  CHECK(yaml_as_json("a: 1\n...\nb: 2\n") == "3:1: " + second);
  CHECK(yaml_as_json("- a\nb: c\n") ==
        "2:1: 'b: c' does not belong to what stands before it; check indentation and quotes");
  CHECK(yaml_as_json("\"a\":b\n") ==
        "1:4: ':b' does not belong to what stands before it; check indentation and quotes");
  CHECK(yaml_as_json(", a") == "1:1: ', a' does not belong to what stands before it; check indentation and quotes");
}

TEST_CASE("Syntax errors say what to do") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"a: b: c", "1:5: this ':' follows no key; quote the text that it belongs to, or check the indentation"},
      {"a: 1\nb\n", "2:1: no ':' follows this key; write it, or check the indentation"},
      {"a: 1\n'b'", "2:1: no ':' follows this key; write it, or check the indentation"},
      {"a:\n- k: 1\n  b\n- c\n", "3:3: no ':' follows this key; write it, or check the indentation"},
      {"a: 1\ntrue\n", "2:1: a key must be text; quote it: \"true\""},
      {"a: 1\n~\n", "2:1: a key must be text; quote it"},
      {"a: 1\na\n", "2:1: duplicate key 'a'; it stands in line 1 already"},
      {"a: &x b\n*x", "2:1: no ':' follows this key; write it, or check the indentation"},
      {"a: [1, 2", "1:9: expected ',' or ']' before the end of the file; line 1 opens what is not closed"},
      {"a:\n  - {x: 1\nb: 2", "3:2: expected ',' or '}' before ':'; line 2 opens what is not closed"},
      {"a: @x", "1:4: '@x' cannot begin like this; quote it"},
      {"a: `x y`", "1:4: '`x' cannot begin like this; quote it"},
      {"a: %x", "1:4: '%x' cannot begin like this; quote it"},
      {"a: \"b \\N\"", "1:4: the escapes '\\N' and '\\_' are not supported; write '\\u0085' or '\\u00a0'"},
      {"\"\\_\": a", "1:1: the escapes '\\N' and '\\_' are not supported; write '\\u0085' or '\\u00a0'"},
      {"a: \"\\d+\"", "1:7: unknown escape; double the backslash, or use single quotes, where none is special"},
      {"a: \"\\xZZ\"", "1:9: a '\\x', '\\u' or '\\U' is not followed by 2, 4 or 8 hex digits"},
      {"a: \"\\uD800\"", "1:11: this escape names no character"},
      {"a: 'b'\nc: \"x\nd: 'e'\n", "2:4: this quoted text never ends; its closing quote is missing"},
      {"a: !\"b\nc: d\n", "1:5: this quoted text never ends; its closing quote is missing"},
      {"a: !!str\"b\nc: d\n", "1:9: this quoted text never ends; its closing quote is missing"},
      {"a: ! # c\n  \"b\nc: d\n", "2:3: this quoted text never ends; its closing quote is missing"},
      {"a: &x !!str \"b\n", "1:13: this quoted text never ends; its closing quote is missing"},
      {"a: \"b\n\n", "1:4: this quoted text never ends; its closing quote is missing"},
      {"a: 'it''s' # don't\nb: 'x", "2:4: this quoted text never ends; its closing quote is missing"},
      {"a: \"x\n---\n", "2:1: a quoted text runs into this line; its closing quote is missing"},
      {"a: 'it's'", "1:8: the quoted text ends before 's''; write '' for a ' that belongs to it"},
      {"a: \"x\"y", "1:7: the quoted text ends before 'y'; write \\\" for a \" that belongs to it"},
      {"a: \"x\" y", "1:8: 'y' does not fit what it stands in; check indentation and quotes"},
      {"a:\n  b: 1\n c: 2", "3:2: 'c:' does not fit what it stands in; check indentation and quotes"},
      {"a:\n\t- b", "2:1: a tab in the indentation; use blanks"},
      {"a:\n  \tb: 1", "2:3: a tab in the indentation; use blanks"},
      {"a: ]", "1:4: ']' closes nothing; quote it if it is text"},
      {"a: - b", "1:4: '-' cannot stand here; begin a list on a line of its own, or quote the text"},
      {"a: ? b", "1:4: '?' cannot stand here; quote it if it is text"},
      {"a: *.png", "1:4: '*.png' is an alias of no anchor above it; quote a text that begins with '*'"},
      {"a: *", "1:5: '*' begins an alias, and this is none; quote a text that begins so"},
      {"a: & b", "1:5: '&' begins an anchor, and this is none; quote a text that begins so"},
      {"a: &b &c d", "1:7: two anchors for one value; delete one"},
      {"a: !!int !!str d", "1:10: two tags for one value; delete one"},
      {"a: !<x", "1:7: '!' begins a tag, and this is none; quote a text that begins so"},
      {"a: |0\n  b", "1:6: '|' and '>' take an indentation from 1 to 9"},
      {"a: |- b\n  c", "1:7: after '|' or '>' the line ends; the text begins on the next"},
      {"%YAML 2.0\n---\na", "1:1: lines that begin with '%' are not supported; delete this one"},
      {"a: [b,, c]", "1:7: an item is missing before this ','; delete the ','"},
  };
  for (const auto& [text, message] : table) CHECK(yaml_as_json(text) == message);
}

TEST_CASE("A template without quotes is told as that") {
  const std::string trouble = "a text that begins with '{{' must stand in quotes: ";
  CHECK(yaml_as_json("a: {{photo}}") == "1:4: " + trouble + "\"{{photo}}\"");
  CHECK(yaml_as_json("a: {{{photo}}}") == "1:4: " + trouble + "\"{{{photo}}}\"");
  CHECK(yaml_as_json("a: {{photo}} and more\nb: 1") == "1:4: " + trouble + "\"{{photo}}\"");
  CHECK(yaml_as_json("a: {image: {{photo}}}") == "1:12: " + trouble + "\"{{photo}}\"");
}

TEST_CASE("All errors of a text are told at once, in its order") {
  CHECK(
      yaml_as_json("a: 012\nb: !x 1\na: 2\nc: .nan\nd: [1\n") ==
      "1:4: '012' is one number to some readers, and another or text to others; quote it (\"012\") or write the number "
      "plainly\n"
      "2:4: tag '!x' is not supported; delete it\n"
      "3:1: duplicate key 'a'; it stands in line 1 already\n"
      "4:4: '.nan' is a number that JSON cannot carry; quote it if it is text\n"
      "6:1: expected ',' or ']' before the end of the file; line 5 opens what is not closed");
  const Diagnosed<Node> many = read_yaml({"s.yaml", repeated("- 012\n", 1'000)});
  CHECK(many.diagnostics.size() == 50);
}

TEST_CASE("An error shows its line") {
  const Diagnosed<Node> document = read_yaml({"suites/a.yaml", "ä: 1\nb: [ä, 012]\n"});
  CHECK(
      render(document.diagnostics) ==
      "sightline: error: suites/a.yaml:2:8: '012' is one number to some readers, and another or text to others; quote "
      "it (\"012\") or write the number plainly\n"
      "    b: [ä, 012]\n"
      "           ^\n");
}

TEST_CASE("Text that is not UTF-8, or holds control characters, is not read") {
  CHECK(yaml_as_json("a: b\nc: \xE9t\xE9 \xFF\nd: \xC3\n") ==
        "2:4: byte 0xE9 is not UTF-8; save the file as UTF-8\n"
        "3:4: byte 0xC3 is not UTF-8; save the file as UTF-8");
  CHECK(yaml_as_json("\xFF\xFE"
                     "a\0:\0") == "1:1: this file is UTF-16; save it as UTF-8");
  CHECK(yaml_as_json("\xFE\xFF") == "1:1: this file is UTF-16; save it as UTF-8");
  CHECK(yaml_as_json(std::string("a: b\0c", 6)) == "1:5: a NUL character; save the file as text in UTF-8");
  CHECK(yaml_as_json("é: \x04\nb: \x7F") ==
        "1:4: control character U+0004; delete it, or write it as \"\\u0004\"\n"
        "2:4: control character U+007F; delete it, or write it as \"\\u007f\"");
  CHECK(yaml_as_json("a: b\rc: d") ==
        "1:5: a carriage return that ends no line; save the file with LF or CRLF at its line ends");
  CHECK(yaml_as_json("a: \"\\u0004\"") == R"({"a":"\u0004"})");
}

TEST_CASE("Hostile nesting is refused") {
  const std::string trouble = "lists and maps are nested more than 64 deep";
  CHECK(yaml_as_json(repeated("[", 64) + repeated("]", 64)) == repeated("[", 64) + repeated("]", 64));
  CHECK(yaml_as_json(repeated("[", 65) + repeated("]", 65)) == "1:65: " + trouble);
  CHECK(yaml_as_json(repeated("- ", 65) + "x") == "1:129: " + trouble);
  CHECK(yaml_as_json(repeated("[", 10'000)).find(trouble) != std::string::npos);
  CHECK(yaml_as_json(repeated("{a: ", 10'000)).find(trouble) != std::string::npos);
  CHECK(yaml_as_json(repeated("- ", 100'000)).find(trouble) != std::string::npos);
  CHECK(yaml_as_json(repeated("? ", 100'000)).find(trouble) != std::string::npos);
  CHECK(yaml_as_json("a: &a " + repeated("[", 40) + repeated("]", 40) + "\nb: " + repeated("[", 25) + "*a" +
                     repeated("]", 25)) == "2:29: lists and maps are nested more than 64 deep by this alias");
}

TEST_CASE("A bomb of aliases is refused before it goes off") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 30; ++i) {
    bomb += fmt::format("a{0}: &a{0} [", i) + repeated(fmt::format("*a{}, ", i - 1), 10) + "]\n";
  }
  CHECK(yaml_as_json(bomb) == "5:45: aliases repeat more than 100000 values or 67108864 bytes of text");
  const std::string texts = "a: &a " + std::string(1'000'000, 'x') + "\nb:\n" + repeated("- *a\n", 100);
  CHECK(yaml_as_json(texts) == "70:3: aliases repeat more than 100000 values or 67108864 bytes of text");
}

TEST_CASE("Size is bounded") {
  YamlLimits limits;
  limits.max_bytes = 10;
  CHECK(yaml_as_json("a: 4567890", limits) == R"({"a":4567890})");
  CHECK(yaml_as_json("a: 45678901", limits) == "0:0: this file has 11 bytes; at most 10 are read");
  limits = {};
  limits.max_nodes = 4;
  CHECK(yaml_as_json("[1, 2, 3]", limits) == "[1,2,3]");
  CHECK(yaml_as_json("[1, 2, 3, 4]", limits) == "1:11: this file holds more than 4 values; split it");
  limits = {};
  limits.max_nodes = 6;
  CHECK(yaml_as_json("[&a [1, 2], *a]", limits) == "1:13: this file holds more than 6 values; split it");
  limits = {};
  limits.max_flow_marks = 5'000;
  CHECK(yaml_as_json("- [" + repeated("a,", 2'000) + "b]", limits).size() > 8'000);
  CHECK(
      yaml_as_json("- 1\n- [" + repeated("a,", 10'000) + "b]", limits) ==
      "2:3: more than 5000 brackets, commas and colons follow in one value; write lists and maps of that size line by "
      "line, or in a .json file");
  CHECK(yaml_as_json(repeated("- [a, b, c, d]\n", 10'000), limits).size() > 170'000);
}

TEST_CASE("Whatever bytes come, there is a value or an error") {
  const std::vector<std::string> pieces{"a",   " ",   "\n", "\n  ", ": ",   "- ",   "? ", "[",    "]", "{",  "}", ",",
                                        "&a ", "*a ", "!",  "!!",   "str",  "| \n", ">",  "\"",   "'", "# ", "%", "---",
                                        "...", "\t",  "\\", "012",  "\xC3", "\xA9", "<<", "\r\n", "~", "{{", "}}"};
  std::mt19937 random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t i = random() % 24; i > 0; --i) text += pieces[random() % pieces.size()];
    const Diagnosed<Node> document = read_yaml({"s.yaml", text});
    for (const Error& error : document.diagnostics) {
      INFO(text);
      CHECK(error.message.find("no YAML") == std::string::npos);
      CHECK(error.place.position.line > 0);
    }
  }
}

}  // namespace sightline

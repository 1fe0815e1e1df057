#include "suite/template.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <thread>

#include "json/json.h"
#include "suite/yaml.h"

namespace sightline {
namespace {

using Images = std::map<std::string, ImagePart>;

Node json(std::string_view text) {
  return *parse_json(text);
}

ImagePart image_named(const std::string& hint) {
  Image image;
  image.hint = hint;
  return {std::make_shared<const Image>(image), "high"};
}

/// What check_template has against `text` as a whole file, a line each: "1:4: message"; "" where it has nothing.
std::string trouble_of(const std::string& text, const std::string& vars, const Images& images = {},
                       bool images_allowed = true) {
  const Source source{"prompt.md", text};
  Node scalar(text);
  scalar.at = {1, 1};
  std::string out;
  for (const Error& error : check_template(scalar, source, json(vars), images, images_allowed)) {
    out += fmt::format("{}{}:{}: {}", out.empty() ? "" : "\n", error.place.position.line, error.place.position.column,
                       error.message);
  }
  return out;
}

/// Filled, after check_template had nothing against it.
std::string fill(const std::string& text, const std::string& vars) {
  CHECK(trouble_of(text, vars) == "");
  return render_template(text, json(vars));
}

/// Parts as text: images in angle brackets, parts divided by bars.
std::string parts(std::string_view text, const Node& vars, const Images& images) {
  std::string out;
  for (const Part& part : render_parts(text, vars, images)) {
    if (!out.empty()) out += "|";
    const auto* image = std::get_if<ImagePart>(&part);
    out += image != nullptr ? "<" + image->image->hint + " " + image->detail + ">" : std::get<std::string>(part);
  }
  return out;
}

}  // namespace

TEST_CASE("Values are inserted as text") {
  const std::string vars =
      R"({"name": "Zoë", "total": 118.00, "big": 1e3, "yes": true, "no": false, "none": null, "empty": "",
          "html": "<a href=\"x\">&'</a>", "tag": "{{name}}", "a": {"b": {"c": "deep"}, "d.e": "dotted"}, "f.g": "flat"})";
  const std::vector<std::pair<std::string, std::string>> table{
      {"no tags", "no tags"},
      {"", ""},
      {"{{name}}", "Zoë"},
      {"{{ name }}, {{{name}}}, {{&name}}, {{& name }}, {{{ name }}}", "Zoë, Zoë, Zoë, Zoë, Zoë"},
      {"{{total}} {{big}}", "118.00 1e3"},
      {"{{yes}} {{no}} [{{none}}] [{{empty}}]", "true false [] []"},
      {"{{html}}{{{html}}}", "<a href=\"x\">&'</a><a href=\"x\">&'</a>"},
      {"{{tag}}", "{{name}}"},
      {"{{a.b.c}} {{a.d.e}} {{f.g}}", "deep dotted flat"},
      {"{\"t\": {{total}}}", "{\"t\": 118.00}"},
      {"{{{total}}}}", "118.00}"},
      {"{ {{total}} }", "{ 118.00 }"},
      {"a {{name}}\n  {{name}}\r\n\n{{name}} b\n", "a Zoë\n  Zoë\r\n\nZoë b\n"},
      {"}} alone {", "}} alone {"},
  };
  for (const auto& [text, filled] : table) {
    INFO(text);
    CHECK(fill(text, vars) == filled);
  }
}

TEST_CASE("Sections follow lists, maps and presence") {
  const std::string vars =
      R"({"items": [{"name": "tea", "price": 2.50, "tags": ["hot", "green"], "note": null},
                    {"name": "jam", "price": 4, "tags": [], "note": "sweet"}],
          "words": ["a", "b"], "flags": [true, false, null, "", 0], "grid": [[1, 2], [3]],
          "shop": {"name": "Corner", "town": {"name": "Bern"}}, "name": "outer",
          "yes": true, "no": false, "none": null, "empty": "", "zero": 0, "nothing": []})";
  const std::vector<std::pair<std::string, std::string>> table{
      {"{{#items}}{{name}}={{price}};{{/items}}", "tea=2.50;jam=4;"},
      {"{{#items}}{{#tags}}{{.}},{{/tags}}{{^tags}}none{{/tags}} {{/items}}", "hot,green, none "},
      {"{{#items}}{{#note}}({{note}}){{/note}}{{^note}}-{{/note}}{{/items}}", "-(sweet)"},
      {"{{#words}}{{.}}{{/words}}", "ab"},
      {"{{#words}}{{name}}{{/words}}", "outerouter"},
      {"{{#flags}}[{{.}}]{{/flags}}", "[true][false][][][0]"},
      {"{{#grid}}{{#.}}{{.}}{{/.}};{{/grid}}", "12;3;"},
      {"{{#shop}}{{name}} {{#town}}{{name}}{{/town}}{{/shop}} {{name}}", "Corner Bern outer"},
      {"{{#shop.town}}{{name}}{{/shop.town}}", "Bern"},
      {"{{#yes}}y{{/yes}}{{#no}}n{{/no}}{{#none}}n{{/none}}{{#empty}}n{{/empty}}{{#zero}}z{{/zero}}", "yz"},
      {"{{^yes}}y{{/yes}}{{^no}}a{{/no}}{{^none}}b{{/none}}{{^empty}}c{{/empty}}{{^nothing}}d{{/nothing}}", "abcd"},
      {"{{#yes}}{{.}}{{/yes}}", "true"},
      {"a\n{{#words}}\n- {{.}}\n{{/words}}\nb\n", "a\n- a\n- b\nb\n"},
      {"a\r\n  {{#yes}}  \r\nx\r\n  {{/yes}}\r\nb", "a\r\nx\r\nb"},
      {"{{# words }}{{.}}{{/ words }}", "ab"},
  };
  for (const auto& [text, filled] : table) {
    INFO(text);
    CHECK(fill(text, vars) == filled);
  }
}

TEST_CASE("Comments leave nothing behind, with their line where they have one") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"12345{{! Comment! }}67890", "1234567890"},
      {"12345 {{! }} 67890", "12345  67890"},
      {"Begin.\n{{! note }}\nEnd.\n", "Begin.\nEnd.\n"},
      {"Begin.\n  {{! note }}\t\nEnd.\n", "Begin.\nEnd.\n"},
      {"|\r\n{{! note }}\r\n|", "|\r\n|"},
      {"  {{! first line }}\n!", "!"},
      {"!\n  {{! last line }}", "!\n"},
      {"Begin.\n{{!\nlong\nnote\n}}\nEnd.\n", "Begin.\nEnd.\n"},
      {"  12 {{! 34 }}\n", "  12 \n"},
      {"{{! a }}\n{{! b }}\nc", "c"},
      {"{{! undefined {{ }}x", "x"},
      {"{{!}}", ""},
  };
  for (const auto& [text, filled] : table) {
    INFO(text);
    CHECK(fill(text, "{}") == filled);
  }
}

TEST_CASE("Undefined names are errors, wherever they stand") {
  const std::string vars = R"({"photo": "x", "language": "de", "items": [{"name": "a", "kind": 1}, {"name": "b"}],
                               "town": {"name": "Bern"}, "none": null, "no": false, "nothing": [], "empty": ""})";
  const std::vector<std::pair<std::string, std::string>> table{
      {"Look: {{phto}}", "1:7: undefined variable 'phto'; did you mean 'photo'?"},
      {"{{#phto}}{{/phto}}", "1:1: undefined variable 'phto'; did you mean 'photo'?"},
      {"{{^lnguage}}x{{/lnguage}}", "1:1: undefined variable 'lnguage'; did you mean 'language'?"},
      {"é\n é {{xyzzy}}",
       "2:4: undefined variable 'xyzzy'; declared are photo, language, items, town, none, no, nothing, empty"},
      {"{{town.nme}}{{town.name}}{{town.name.x}}{{.x}}",
       "1:1: undefined variable 'town.nme'; did you mean 'town.name'?\n"
       "1:26: undefined variable 'town.name.x'; did you mean 'town.name'?\n"
       "1:41: '{{.x}}' names no variable: a name is letters, digits, '_' and '.', and begins with a letter or '_'"},
      {"{{#items}}{{nme}}{{/items}}", "1:11: undefined variable 'nme' in item 1 of 'items'; did you mean 'name'?"},
      {"{{#items}}{{kind}}{{/items}}",
       "1:11: undefined variable 'kind' in item 2 of 'items'; write null where an item has none"},
      {"{{#town}}{{nmae}}{{/town}}", "1:10: undefined variable 'nmae'; did you mean 'name'?"},
      {"{{#no}}{{phto}}{{/no}}{{#empty}}{{phto}}{{/empty}}",
       "1:8: undefined variable 'phto'; did you mean 'photo'?\n1:33: undefined variable 'phto'; did you mean 'photo'?"},
      {"{{^none}}{{phto}}{{/none}}", "1:10: undefined variable 'phto'; did you mean 'photo'?"},
      {"{{^items}}{{phto}}{{/items}}", "1:11: undefined variable 'phto'; did you mean 'photo'?"},
      {"{{#none}}{{name}}{{/none}}{{#nothing}}{{name}}{{x.y}}{{.}}{{/nothing}}", ""},
      {"{{#none}}{{photo}}{{items}}{{/none}}",
       "1:19: 'items' is a list; print its items with '{{#items}}{{.}}{{/items}}'"},
      {"{{.}}", "1:1: '{{.}}' stands for the item of a section, and this is in none"},
      {"{{^none}}{{.}}{{/none}}", "1:10: '{{.}}' stands for the item of a section, and this is in none"},
  };
  for (const auto& [text, message] : table) CHECK(trouble_of(text, vars) == message);
  CHECK(trouble_of("{{a}}", "{}") == "1:1: undefined variable 'a'; no variables are declared here");
  CHECK(trouble_of("{{a}}", "null") == "1:1: undefined variable 'a'; no variables are declared here");
  CHECK(trouble_of("{{zz}}", R"({"a1":1,"a2":1,"a3":1,"a4":1,"a5":1,"a6":1,"a7":1,"a8":1,"a9":1})") ==
        "1:1: undefined variable 'zz'; declared are a1, a2, a3, a4, a5, a6, a7, a8 …");
}

TEST_CASE("Lists and maps are not printed") {
  const std::string vars = R"({"list": [1, [2], {"a": 3}], "map": {"b": 1}, "empty_map": {}})";
  CHECK(trouble_of("{{list}} {{map}} {{{map}}} {{&list}} {{empty_map}}", vars) ==
        "1:1: 'list' is a list; print its items with '{{#list}}{{.}}{{/list}}'\n"
        "1:10: 'map' is a map; name one of its values, such as '{{map.b}}'\n"
        "1:18: 'map' is a map; name one of its values, such as '{{map.b}}'\n"
        "1:28: 'list' is a list; print its items with '{{#list}}{{.}}{{/list}}'\n"
        "1:38: 'empty_map' is a map, which cannot be printed");
  CHECK(trouble_of("{{#list}}{{.}}{{/list}}", vars) == "1:10: '.' is a list; print its items with '{{#.}}{{.}}{{/.}}'");
}

TEST_CASE("Bad syntax is told with its place, all at once") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"a {{photo", "1:3: '{{photo' has no closing '}}'; a variable can hold braces that are meant as text"},
      {"a\nb {{{photo}} c",
       "2:3: '{{{photo}} c' has no closing '}}}'; a variable can hold braces that are meant as text"},
      {"{{> row}}", "1:1: '{{> row}}' is a partial, which is not supported; write its text here"},
      {"{{=<% %>=}}",
       "1:1: '{{=<% %>=}}' sets delimiters, which is not supported; a variable can hold braces that are meant as text"},
      {"{{}} {{ }} {{{}}} {{#}}{{/}}",
       "1:1: '{{}}' names no variable\n"
       "1:6: '{{ }}' names no variable\n"
       "1:12: '{{{}}}' names no variable\n"
       "1:19: '{{#}}' names no variable\n"
       "1:24: '{{/}}' names no variable"},
      {"{{receipt no}}",
       "1:1: '{{receipt no}}' names no variable: a name is letters, digits, '_' and '.', and begins with a letter or "
       "'_'"},
      {"{{1st}} {{#a-b}}{{/a-b}} {{$x}}",
       "1:1: '{{1st}}' names no variable: a name is letters, digits, '_' and '.', and begins with a letter or '_'\n"
       "1:9: '{{#a-b}}' names no variable: a name is letters, digits, '_' and '.', and begins with a letter or '_'\n"
       "1:17: '{{/a-b}}' names no variable: a name is letters, digits, '_' and '.', and begins with a letter or '_'\n"
       "1:26: '{{$x}}' names no variable: a name is letters, digits, '_' and '.', and begins with a letter or '_'"},
      {"{{#x}}{{#y}}",
       "1:1: '{{#x}}' is never closed; write '{{/x}}' where it ends\n"
       "1:7: '{{#y}}' is never closed; write '{{/y}}' where it ends"},
      {"{{/x}}", "1:1: '{{/x}}' closes a section that was never opened"},
      {"{{#x}}{{^y}}{{/x}}{{/y}}", "1:13: '{{/x}}' stands where '{{^y}}' is still open; close that one first"},
      {"{{oops}} {{> row}}",
       "1:1: undefined variable 'oops'; declared are x, y\n"
       "1:10: '{{> row}}' is a partial, which is not supported; write its text here"},
  };
  for (const auto& [text, message] : table) CHECK(trouble_of(text, R"({"x": 1, "y": 2})") == message);
}

TEST_CASE("Sections are nested and repeated within bounds") {
  std::string open;
  std::string close;
  for (int i = 0; i < 64; ++i) {
    open += "{{#x}}";
    close += "{{/x}}";
  }
  CHECK(fill(open + "!" + close, R"({"x": 1})") == "!");
  CHECK(trouble_of(open + "{{#x}}!{{/x}}" + close, R"({"x": 1})") == "1:385: sections are nested more than 64 deep");
  std::string list = "[1";
  for (int i = 0; i < 199; ++i) list += ",1";
  list += "]";
  CHECK(trouble_of("{{#a}}{{#a}}{{#a}}{{#a}}{{.}}{{/a}}{{/a}}{{/a}}{{/a}}", "{\"a\": " + list + "}") ==
        "1:25: the sections of this template repeat more than 1000000 times");
}

TEST_CASE("An image stands in a prompt where its plain tag does") {
  const Node vars = json(R"({"photo": {"image": "a.png"}, "other": {"image": "b.png"}, "words": ["x", "y"],
                             "name": "Zoë", "pair": {"left": {"image": "c.png"}}})");
  const Images images{
      {"photo", image_named("a.png")}, {"other", image_named("b.png")}, {"pair.left", image_named("c.png")}};
  const std::vector<std::pair<std::string, std::string>> table{
      {"Look at {{photo}}, {{name}}.", "Look at |<a.png high>|, Zoë."},
      {"{{photo}}", "<a.png high>"},
      {"{{photo}}{{other}}", "<a.png high>|<b.png high>"},
      {"  \n{{photo}} \t\n{{other}}\n", "<a.png high>|<b.png high>"},
      {"a\n\n{{photo}}\n\nb\n", "a\n\n|<a.png high>|\n\nb\n"},
      {"{{photo}} and {{{photo}}} and {{&photo}}", "<a.png high>| and |<a.png high>| and |<a.png high>"},
      {"{{#words}}{{.}}{{photo}}{{/words}}", "x|<a.png high>|y|<a.png high>"},
      {"left: {{pair.left}}", "left: |<c.png high>"},
      {"no image, {{name}}", "no image, Zoë"},
      {"  ", "  "},
      {"", ""},
  };
  for (const auto& [text, filled] : table) {
    INFO(text);
    CHECK(parts(text, vars, images) == filled);
  }
  CHECK(render_parts("", vars, images).size() == 1);
}

TEST_CASE("An image stands nowhere else") {
  const std::string vars = R"({"photo": {"image": "a.png"}, "items": [{"photo": "p"}]})";
  const Images images{{"photo", image_named("a.png")}};
  CHECK(trouble_of("{{photo}} {{#items}}{{photo}}{{/items}}", vars, images) == "");
  CHECK(trouble_of("{{photo}} {{#items}}{{photo}}{{/items}}", vars, images, false) ==
        "1:1: 'photo' is an image; only a user's message can hold one");
  CHECK(trouble_of("{{#photo}}{{/photo}}{{^photo}}{{/photo}}{{photo.image}}", vars, images) ==
        "1:1: 'photo' is an image; it can only be placed whole, as '{{photo}}'\n"
        "1:21: 'photo' is an image; it can only be placed whole, as '{{photo}}'\n"
        "1:41: 'photo' is an image; it can only be placed whole, as '{{photo}}'");
  CHECK(trouble_of("{{phot}}", "{}", images) == "1:1: undefined variable 'phot'; did you mean 'photo'?");
}

TEST_CASE("Names within items come before those around them") {
  CHECK(trouble_of("{{#items}}{{shop.name}}{{/items}}", R"({"shop": {"name": "x"}, "items": [{"shop": {}}]})") ==
        "1:11: undefined variable 'shop.name' in item 1 of 'items'; write null where an item has none");
  CHECK(fill("{{#items}}{{shop.name}}{{/items}}",
             R"({"shop": {"name": "x"}, "items": [{"a": 1}, {"shop": {"name": "y"}}]})") == "xy");
}

TEST_CASE("Errors point at the tag within YAML, whatever its quotes and folds") {
  const std::string text =
      "# {{not}} a tag of these\n"
      "plain: ok {{a}} and {{bad}}\n"
      "quoted: \"é\\n\\\"{{a}}\\\" {{bad}}\"\n"
      "single: 'it''s {{bad}}'\n"
      "block: |\n"
      "  line\n"
      "    {{a}}\n"
      "  {{bad}}\n"
      "folded: >-\n"
      "  {{a}} {{a}}\n"
      "  {{#bad}}{{/bad}}\n"
      "escaped: \"{{a}} \\x7b{bad}}\"\n"
      "open: 'é {{bad'\n"
      "other: \"}}\"\n";
  const Source source{"suite.yaml", text};
  const Diagnosed<Node> document = read_yaml(source);
  REQUIRE(document.ok());
  std::string out;
  for (const Node::Member& member : document.value.map()) {
    for (const Error& error : check_template(member.value, source, json(R"({"a": 1})"), {}, true)) {
      out += fmt::format("{} {}:{}\n", member.key, error.place.position.line, error.place.position.column);
    }
  }
  CHECK(out ==
        "plain 2:21\n"
        "quoted 3:23\n"
        "single 4:16\n"
        "block 8:3\n"
        "folded 11:3\n"
        "escaped 12:10\n"
        "open 13:10\n");
}

TEST_CASE("A lone variable is one plain tag and nothing else") {
  CHECK(lone_variable("{{name}}") == "name");
  CHECK(lone_variable("{{ a.b }}") == "a.b");
  CHECK(lone_variable("{{{name}}}") == "name");
  CHECK(lone_variable("{{&name}}") == "name");
  for (const std::string_view text :
       {"", "name", "{{}}", "{{.}}", "{{name}} ", " {{name}}", "{{a}}{{b}}", "{{#a}}{{/a}}", "{{!a}}", "{{a", "{{a b}}",
        "{{> a}}", "{{a}} and {{b}}", "{{a}}\n"}) {
    INFO(text);
    CHECK(lone_variable(text) == "");
  }
  CHECK(has_template("a {{"));
  CHECK_FALSE(has_template("a { {b} }"));
}

TEST_CASE("A node is filled string by string, and a lone variable keeps its type and takes the place") {
  const Diagnosed<Node> node =
      read_yaml({"s.yaml",
                 "list: '{{items}}'\nnumber: '{{total}}'\ntext: 'EUR {{total}}'\nimage: '{{photo}}'\nnone: '{{none}}'\n"
                 "deep: [{a: '{{shop.name}}'}, 7, null, plain]\n'{{key}}': x\n"});
  REQUIRE(node.ok());
  const Node vars = json(R"({"items": [1, {"a": 2}], "total": 118.00, "photo": {"image": "a.png"}, "none": null,
                             "shop": {"name": "{{total}}"}})");
  const Node filled = render_node(node.value, vars);
  CHECK(to_json(filled) ==
        R"({"list":[1,{"a":2}],"number":118.00,"text":"EUR 118.00","image":{"image":"a.png"},"none":null,)"
        R"("deep":[{"a":"{{total}}"},7,null,"plain"],"{{key}}":"x"})");
  CHECK(filled.find("list")->at == Position{1, 7});
  CHECK(filled.find("list")->list()[1].at == Position{1, 7});
  CHECK(filled.find("list")->list()[1].map()[0].key_at == Position{1, 7});
  CHECK(filled.find("text")->at == Position{3, 7});
  CHECK(filled.find("deep")->list()[0].find("a")->at == Position{6, 12});
  CHECK(filled.map()[2].key_at == Position{3, 1});
}

TEST_CASE("Threads fill the same template at once") {
  const std::string text = "{{#items}}{{name}} {{/items}}{{n}}";
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < results.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 200; ++round) {
        results[i] = render_template(text, json(fmt::format(R"({{"items": [{{"name": "a"}}], "n": {}}})", i)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(results == std::vector<std::string>{"a 0", "a 1", "a 2", "a 3"});
}

}  // namespace sightline

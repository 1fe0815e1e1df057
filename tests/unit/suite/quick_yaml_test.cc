#include "suite/quick_yaml.h"

#include <catch2/catch.hpp>
#include <string>

#include "fakes/long_text.h"
#include "suite/careful_yaml.h"

namespace sightline {
namespace {

std::optional<YamlPiece> quickly(const std::string& text, const YamlLimits& limits = {}) {
  return read_piece_quickly({"suite.yaml", text}, {0, text.size()}, limits);
}

bool is_right(const std::string& text) {
  return read_piece_carefully({"suite.yaml", text}, {0, text.size()}, {}).has_value();
}

std::string flow_list(std::size_t items) {
  std::string text = "a: [b";
  for (std::size_t i = 1; i < items; ++i) text += ", b";
  return text + "]\n";
}

}  // namespace

// That both readers make the same of a text is what tests/fuzz/yaml_fuzz.cc holds them to.
TEST_CASE("What suites are mostly made of is read quickly") {
  for (const std::string text : {
           "suite: s\nprompts:\n  ask: \"What is said of {{name}}?\"\ndefaults:\n  params: {temperature: 0}\n",
           "cases:\n  - id: 'it''s'\n    vars: {photo: {image: https://example.com/a.png}}\n  - {id: b}\n",
           "a: [1, [x, \"y\\n\"], {}]\n# a comment\nb:\n- c\n- d: 'ä'  # another\n",
           "a: null\nb: ~\nc: is it?\nd: e\n",
       }) {
    INFO(text);
    CHECK(is_right(text));
    CHECK(quickly(text).has_value());
  }
}

TEST_CASE("What is right but doubtful is left to the careful reader") {
  for (const std::string text : {
           "a: |\n  b\n",         // A scalar of several lines,
           "a: b\n  c\n",         //
           "a: \"b\n  c\"\n",     //
           "a:\nb: c\n",          // an empty value,
           "a: &x b\nc: *x\n",    // anchors,
           "a: !!str 1\n",        // tags,
           "a: ! b\n",            //
           "---\na: b\n",         // marks of documents,
           "a: b\n...\n",         //
           "a: b\r\nc: d\r\n",    // other line ends,
           "a: \"b\xC2\x85\"\n",  //
           "a: \"b\xE2\x80\xA8\"\n",
           "a: b\t# c\n",  // tabs,
           "? a\n: b\n",   // marked keys.
       }) {
    INFO(text);
    CHECK(is_right(text));
    CHECK_FALSE(quickly(text).has_value());
  }
}

TEST_CASE("A key nearly as long as may be is left to the careful reader, who counts its bytes") {
  CHECK(quickly(std::string(900, 'k') + ": b\n").has_value());
  const std::string ascii = std::string(1'010, 'k') + ": b\n";
  CHECK(is_right(ascii));
  CHECK_FALSE(quickly(ascii).has_value());
  std::string wide;
  for (int i = 0; i < 600; ++i) wide += "ä";
  CHECK_FALSE(is_right(wide + ": b\n"));
  CHECK_FALSE(quickly(wide + ": b\n").has_value());
}

TEST_CASE("What is wrong is left to the careful reader, to tell it") {
  for (const std::string text : {"a: b: c\n", "a: b\na: c\n", "a: 012\n", "[a, b\n", "a: 'b\n", "{{a}}: b\n",
                                 "a: b\n c\n", "a: [b, , c]\n", "a: {b?c: d}\n", "a: {?b: c}\n", "a: b\n%TAG x\n"}) {
    INFO(text);
    CHECK_FALSE(quickly(text).has_value());
  }
}

// Looked through anew for each text before it, the long one would take half an hour in a release.
TEST_CASE("Many quoted texts before a long one on the same line are read in one pass") {
  std::string text = "[";
  const std::size_t many = fakes::long_text(150'000);
  for (std::size_t i = 0; i < many; ++i) text += "\"b\", ";
  text += '"' + std::string(fakes::long_text(30'000'000), 'c') + "\"]\n";
  const auto read = quickly(text);
  REQUIRE(read.has_value());
  CHECK(read->root.list().size() == many + 1);
}

TEST_CASE("The quick reader keeps to the limits") {
  YamlLimits limits;
  limits.max_flow_marks = 20'000;
  CHECK(quickly(flow_list(10'000), limits).has_value());
  CHECK_FALSE(quickly(flow_list(20'000), limits).has_value());
  CHECK(quickly("a: b\n# " + std::string(10'000, '[') + '\n', limits).has_value());
  CHECK_FALSE(quickly("a: b\n# " + std::string(20'000, '[') + '\n', limits).has_value());
  limits = {};
  limits.max_nodes = 9;
  CHECK(quickly(flow_list(6), limits).has_value());
  CHECK_FALSE(quickly(flow_list(7), limits).has_value());
  limits = {};
  limits.max_depth = 3;
  CHECK(quickly("a: [[b]]\n", limits).has_value());
  CHECK_FALSE(quickly("a: [[[b]]]\n", limits).has_value());
}

}  // namespace sightline

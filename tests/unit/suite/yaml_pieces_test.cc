#include "suite/yaml_pieces.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "suite/pieced_yaml.h"
#include "suite/yaml.h"

using namespace sightline;

namespace {

constexpr unsigned kCases = 3'000;

/// A suite of so many cases, each with `extra` lines of its own.
std::string suite_of(unsigned cases, const std::string& extra) {
  std::string text = "suite: large\nprompts:\n  - main\ncases:\n";
  const std::string filler(100, 'x');
  for (unsigned i = 0; i < cases; ++i) {
    text += fmt::format("  - id: case-{}\n    vars: {{n: {}, filler: {}}}\n{}", i, i, filler, extra);
  }
  return text;
}

unsigned lines_of(const std::string& text) {
  return static_cast<unsigned>(std::count(text.begin(), text.end(), '\n'));
}

/// Each case is in its place, with its position.
void check_cases(const std::string& text, unsigned cases, unsigned lines_each) {
  const Source source{"large.yaml", text};
  const Diagnosed<Node> read = read_yaml(source);
  REQUIRE(read.diagnostics.empty());
  const Node* list = read.value.find("cases");
  REQUIRE(list != nullptr);
  REQUIRE(list->list().size() == cases);
  for (unsigned i = 0; i < cases; ++i) {
    const Node& item = list->list()[i];
    REQUIRE(item.find("id")->string() == fmt::format("case-{}", i));
    REQUIRE(item.find("id")->at == Position{5 + i * lines_each, 9});
    REQUIRE(item.find("vars")->find("n")->number() == i);
  }
}

}  // namespace

TEST_CASE("A text is cut at items of the list that ends it, about equally far apart") {
  const std::string text = suite_of(100, "");
  const auto begins = yaml_pieces(text, 4);
  REQUIRE(begins.size() == 4);
  CHECK(begins[0] == 0);
  for (std::size_t i = 1; i < begins.size(); ++i) {
    CHECK(text.compare(begins[i], 10, "  - id: ca") == 0);
    CHECK(begins[i] > text.size() * i / 4 - 1);
    CHECK(begins[i] < text.size() * i / 4 + 100);
  }
}

TEST_CASE("A text stays whole where its pieces could not be read alone") {
  const std::string text = suite_of(100, "");
  CHECK(yaml_pieces(text, 1).size() == 1);
  CHECK(yaml_pieces(text + "gate: {pass_rate: 1}\n", 4).size() == 1);
  CHECK(yaml_pieces(suite_of(100, "    note: &same text\n"), 4).size() == 1);
  CHECK(yaml_pieces(suite_of(100, "    note: *same\n"), 4).size() == 1);
  CHECK(yaml_pieces("%YAML 1.2\n---\n" + text, 4).size() == 1);
  CHECK(yaml_pieces(text + "---\nsecond: document\n", 4).size() == 1);
  CHECK(yaml_pieces("cases: [a, b, c]\n", 4).size() == 1);
  CHECK(yaml_pieces("", 4).size() == 1);
}

TEST_CASE("The large suites of these tests are long enough to be read in pieces") {
  constexpr std::size_t kBytesOfPiece = std::size_t{128} << 10;  // As the reader of YAML has it.
  CHECK(suite_of(kCases, "").size() > 2 * kBytesOfPiece);
}

TEST_CASE("A large suite reads as the same cases in the same places, whatever stands in them") {
  const unsigned cases = kCases;
  for (const std::string& extra : {
           std::string(""),
           std::string("    text: |\n      - id: no case\n      - none either\n"),
           std::string("    note: a text\n      that goes on\n    more: [a,\n      b]\n"),
           // Only the parser knows that these are no items.
           std::string("    text: \"one\n  - id: two\n  three\"\n"),
       }) {
    INFO(extra);
    check_cases(suite_of(cases, extra), cases, 2 + lines_of(extra));
  }
}

TEST_CASE("What is wrong in a large suite is told as of a small one") {
  std::string text = suite_of(kCases, "");
  const auto line = lines_of(text) + 2;
  text += "  - id: last\n    id: again\n";
  const Source source{"large.yaml", text};
  const Diagnosed<Node> read = read_yaml(source);
  REQUIRE(read.diagnostics.size() == 1);
  CHECK(read.diagnostics[0].place.position == Position{line, 5});
  CHECK(read.diagnostics[0].message == fmt::format("duplicate key 'id'; it stands in line {} already", line - 1));
}

TEST_CASE("What is cut off at the end of a piece is told as in the whole") {
  const auto& [line, message] = GENERATE(table<std::string, std::string>({
      {"    p\n", "this ':' follows no key; quote the text that it belongs to, or check the indentation"},
      {"    \"\n", "this quoted text never ends; its closing quote is missing"},
  }));
  const std::string text = suite_of(kCases, "");
  const std::size_t middle = yaml_pieces(text, 2).at(1);
  // The line moves the cut a little: it is at one of these items.
  for (const std::size_t before : {text.rfind("  - id", middle - 1), middle, text.find("  - id", middle + 1)}) {
    std::string broken = text;
    broken.insert(before, line);
    const Diagnosed<Node> read = read_yaml({"large.yaml", broken});
    REQUIRE(read.diagnostics.size() == 1);
    CHECK(read.diagnostics[0].message == message);
    CHECK_FALSE(read_yaml_in_pieces({"large.yaml", broken}, yaml_pieces(broken, 2), {}));
  }
}

TEST_CASE("A key without its ':' at the end of a piece is refused, as in the whole") {
  const std::string text = suite_of(kCases, "");
  std::string broken = text;
  const std::size_t cut = yaml_pieces(text, 2).at(1);
  // All items from here on are plain texts: no ':' follows.
  broken.resize(cut);
  const auto line = lines_of(broken) + 1;
  broken += "    forgotten\n";
  const std::vector<std::size_t> begins{0, broken.size()};
  while (broken.size() < text.size()) broken += "  - " + std::string(60, 'p') + '\n';
  const Diagnosed<Node> read = read_yaml({"large.yaml", broken});
  REQUIRE(read.diagnostics.size() == 1);
  CHECK(read.diagnostics[0].place.position == Position{line, 5});
  CHECK(read.diagnostics[0].message == "no ':' follows this key; write it, or check the indentation");
  CHECK_FALSE(read_yaml_in_pieces({"large.yaml", broken}, begins, {}));
  // Nothing else keeps them from being read.
  broken.replace(begins[1] - 1, 1, ": 1\n");
  CHECK(read_yaml_in_pieces({"large.yaml", broken}, {0, begins[1] + 3}, {}));
}

TEST_CASE("A piece is nested no deeper than the whole may be") {
  const std::string text = suite_of(kCases, "") + "  - deep: " + std::string(10, '[') + std::string(10, ']') + "\n";
  YamlLimits limits;
  limits.max_depth = 13;
  CHECK(read_yaml({"large.yaml", text}, limits).diagnostics.empty());
  limits.max_depth = 12;
  CHECK(read_yaml({"large.yaml", text}, limits).diagnostics.size() == 1);
}

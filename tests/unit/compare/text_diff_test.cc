#include "compare/text_diff.h"

#include <catch2/catch.hpp>
#include <random>

namespace sightline {
namespace {

/// One character and the text a line: "-" removed, "+" added, " " same, "…" a gap.
std::string shown(const std::vector<DiffLine>& lines) {
  std::string out;
  for (const DiffLine& line : lines) {
    switch (line.kind) {
      case DiffLine::Kind::same:
        out += " ";
        break;
      case DiffLine::Kind::removed:
        out += "-";
        break;
      case DiffLine::Kind::added:
        out += "+";
        break;
      case DiffLine::Kind::gap:
        out += "…";
        break;
    }
    out += line.text + "\n";
  }
  return out;
}

/// What the lines say the text was, and became; only where nothing was left out.
std::string side(const std::vector<DiffLine>& lines, DiffLine::Kind other) {
  std::string out;
  for (const DiffLine& line : lines) {
    if (line.kind != other) out += line.text + "\n";
  }
  if (!out.empty()) out.pop_back();
  return out;
}

}  // namespace

TEST_CASE("a difference shows what went, what came and what stands around it") {
  CHECK(shown(line_diff("a\nb\nc", "a\nx\nc")) == " a\n-b\n+x\n c\n");
  CHECK(shown(line_diff("", "a\nb")) == "+a\n+b\n");
  CHECK(shown(line_diff("a", "")) == "-a\n");
  CHECK(shown(line_diff("a", "a\n")) == " a\n+\n");
  CHECK(line_diff("a\nb", "a\nb").empty());
}

TEST_CASE("equal lines far from a change are left out and counted") {
  CHECK(shown(line_diff("1\n2\n3\n4\n5\n6", "1\n2\n3\n4\n5\nx", 1)) == "…4 lines are the same\n 5\n-6\n+x\n");
  CHECK(shown(line_diff("x\n2\n3", "y\n2\n3", 1)) == "-x\n+y\n 2\n…1 line is the same\n");
}

TEST_CASE("both texts can be read from their difference") {
  std::mt19937 random(20261126);
  for (int round = 0; round < 300; ++round) {
    std::string texts[2];
    for (std::string& text : texts) {
      for (unsigned i = random() % 12; i-- > 0;) text += std::string(1, static_cast<char>('a' + random() % 3)) + "\n";
      text += "end";
    }
    if (texts[0] == texts[1]) continue;
    const auto lines = line_diff(texts[0], texts[1], 1000);
    INFO(texts[0] << "\n--\n" << texts[1]);
    CHECK(side(lines, DiffLine::Kind::added) == texts[0]);
    CHECK(side(lines, DiffLine::Kind::removed) == texts[1]);
  }
}

TEST_CASE("texts that are too long to compare line by line still differ where they do") {
  std::string before = "head\n";
  std::string after = "head\n";
  for (int i = 0; i < 5'000; ++i) {
    before += "old " + std::to_string(i) + "\n";
    after += "new " + std::to_string(i) + "\n";
  }
  const auto lines = line_diff(before + "tail", after + "tail", 1);
  CHECK(lines.size() == 10'002);
  CHECK(lines.front().text == "head");
  CHECK(lines.back().text == "tail");
}

TEST_CASE("a line's difference is marked word by word") {
  CHECK(word_diff("Total: 42 USD", "Total: 43 USD") == "Total: [-42-]{+43+} USD");
  CHECK(word_diff("a b", "a b c") == "a b{+ c+}");
  CHECK(word_diff("a b c", "a c") == "a [-b -]c");
  CHECK(word_diff("one", "two") == "[-one-]{+two+}");
  CHECK(word_diff("same", "same") == "same");
}

TEST_CASE("words that stand in both texts and in one come in runs, over line feeds too") {
  const auto words = word_edits("one two\nthree", "one 2\nthree four");
  REQUIRE(words.size() == 5);
  const std::vector<std::pair<DiffLine::Kind, std::string>> expected{{DiffLine::Kind::same, "one "},
                                                                     {DiffLine::Kind::removed, "two"},
                                                                     {DiffLine::Kind::added, "2"},
                                                                     {DiffLine::Kind::same, "\nthree"},
                                                                     {DiffLine::Kind::added, " four"}};
  for (std::size_t i = 0; i < words.size(); ++i) {
    CHECK(words[i].kind == expected[i].first);
    CHECK(words[i].text == expected[i].second);
  }
}

TEST_CASE("both texts can be read from the words of their difference") {
  std::mt19937 random(20261127);
  for (int round = 0; round < 300; ++round) {
    std::string texts[2];
    for (std::string& text : texts) {
      for (unsigned i = random() % 12; i-- > 0;) text += std::string(1, "ab \n"[random() % 4]);
    }
    std::string before;
    std::string after;
    for (const DiffWords& words : word_edits(texts[0], texts[1])) {
      if (words.kind != DiffLine::Kind::added) before += words.text;
      if (words.kind != DiffLine::Kind::removed) after += words.text;
    }
    CHECK(before == texts[0]);
    CHECK(after == texts[1]);
  }
}

}  // namespace sightline

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/text.h"
#include "comparison_files.h"
#include "fakes/full_comparison.h"

namespace sightline {
namespace {

using fakes::written;

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// Without what stands between backticks, where Markdown reads nothing.
std::string without_code(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t begin = text.find('`');
    out += text.substr(0, begin);
    if (begin == std::string_view::npos) break;
    if (begin > 0 && text[begin - 1] == '\\') {
      out += '`';
      text.remove_prefix(begin + 1);
      continue;
    }
    const std::size_t length = std::min(text.find_first_not_of('`', begin), text.size()) - begin;
    const std::size_t end = text.find(std::string(length, '`'), begin + length);
    REQUIRE(end != std::string_view::npos);
    text.remove_prefix(end + length);
  }
  return out;
}

/// Bars of a line that Markdown takes for the edge of a table's cell.
std::size_t cell_edges(std::string_view line) {
  std::size_t edges = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else {
      edges += line[i] == '|';
    }
  }
  return edges;
}

bool holds_a_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return (c < 0x20 && c != '\n') || c == 0x7F; }) ||
         text.find("\xE2\x80\xAE") != std::string_view::npos;
}

TEST_CASE("compare.md and compare.junit.xml are written as they are approved") {
  fakes::check_golden("compare.md", written("md", fakes::full_comparison()));
  fakes::check_golden("compare.junit.xml", written("junit", fakes::full_comparison()));
}

TEST_CASE("the first line of compare.md is the verdict, in bold") {
  const std::string text = written("md", fakes::full_comparison());
  CHECK(text.substr(0, text.find('\n')) ==
        "**Worse: the pass rate fell by 4.0 points over 500 pairs (95 % interval -6.1 to -1.9).**");
}

TEST_CASE("compare.md tells each slice with both rates, the difference, its interval and the finding") {
  const std::string text = written("md", fakes::full_comparison());
  CHECK(occurrences(text, "| all | 90.0 % | 86.0 % | -4.0 points | -6.1 to -1.9 | 0.002 | worse |\n") == 1);
  CHECK(occurrences(text, "| plain, qwen3-vl-32b | 90.0 % | 95.0 % | +5.0 points | +2.1 to +7.9 |") == 1);
  CHECK(occurrences(text, "| ocr | 90.0 % | 87.0 % | -3.0 points | -11.0 to +5.0 |") == 1);
  CHECK(occurrences(text, "| latency | 1250 ms | 900 ms | -350 ms | -420 to -280 | 0.310 | better |\n") == 1);
  CHECK(occurrences(text,
                    "| cost per case | \\$0.0004000 | \\$0.0005000 | +\\$0.0001000 | +0.0000500 to +0.0001500 |") == 1);
  CHECK(occurrences(text, "| prompt tokens per case | 1312 | 1312 | +0 | +0 to +0 |") == 1);
  CHECK(occurrences(text, "25 newly failing · 5 fixed · 1 flaky · 44 still failing · 425 still passing") == 1);
  CHECK(occurrences(text, "**must pass** `receipts/cafe#terse@qwen3-vl-32b` failed, 0 of 3 repeats passed: ") == 1);
}

TEST_CASE("compare.md says by what method its figures were found") {
  const std::string text = written("md", fakes::full_comparison());
  const std::string last = text.substr(text.rfind('\n', text.size() - 2) + 1);
  for (const std::string_view part :
       {"500 pairs in 240 clusters", "25 lost, 5 gained", "p &lt; 0.001 paired, 0.052 as two independent samples",
        "bootstrap over clusters", "t over clusters", "p of cells and tags adjusted for their number: Benjamini-Hochberg", "10000 resamples",
        "seed 4711", "confidence 95 %", "margin 2 points",
        "these cases find a difference of 3 points or more with power 80 %"}) {
    INFO(part);
    CHECK(occurrences(last, part) == 1);
  }
}

TEST_CASE("no name, reason or answer becomes a mark of Markdown or HTML in compare.md") {
  const std::string text = written("md", fakes::full_comparison());
  CHECK(is_utf8(text));
  CHECK_FALSE(holds_a_control_character(text));
  std::string markup = without_code(text);
  for (const std::string_view own : {"<details>", "</details>", "<summary>", "</summary>", "@<!-- -->"}) {
    for (std::size_t at; (at = markup.find(own)) != std::string::npos;) markup.erase(at, own.size());
  }
  CHECK(markup.find('<') == std::string::npos);
  CHECK(occurrences(markup, "@") == 0);
  CHECK(occurrences(markup, "[x](") == 0);
  CHECK(occurrences(text, "<details>") == occurrences(text, "</details>"));
}

TEST_CASE("no text adds a cell to a table of compare.md") {
  std::size_t rows = 0;
  std::size_t edges = 0;
  const std::string text = written("md", fakes::full_comparison());
  for (const std::string_view line : split(text, '\n')) {
    if (!line.starts_with('|')) {
      edges = 0;
      continue;
    }
    if (edges == 0) edges = cell_edges(line);
    CHECK(cell_edges(line) == edges);
    ++rows;
  }
  CHECK(rows > 20);
}

TEST_CASE("compare.md stays within what a comment holds, however much there is to tell") {
  Comparison comparison = fakes::full_comparison();
  const std::string long_text(100'000, '<');
  UnitChange failing = comparison.changes[1];
  failing.candidate_id.case_id = long_text;
  failing.candidate.reason = long_text;
  comparison.changes.assign(300, failing);
  comparison.only_in_base.assign(300, failing.candidate_id);
  comparison.notes.assign(300, long_text);
  comparison.gates.assign(300, comparison.gates[1]);
  comparison.slices.insert(comparison.slices.end(), 300, comparison.slices.back());
  comparison.sentence = long_text;
  comparison.base.model = long_text;
  const std::string text = written("md", comparison);
  CHECK(text.size() < 65'536);
  CHECK(text.find("300 units newly failing") != std::string::npos);
  CHECK(occurrences(text, "… and ") == 5);
}

TEST_CASE("a list of compare.md holds fifty units at most, and says how many more there are") {
  Comparison comparison = fakes::small_comparison();
  comparison.changes.assign(53, fakes::full_comparison().changes[0]);
  const std::string text = written("md", comparison);
  CHECK(occurrences(text, "- **must pass**") == 50);
  CHECK(occurrences(text, "… and 3 more\n") == 1);
}

TEST_CASE("a comparison of one pair is told without figures that it does not have") {
  CHECK(written("md", fakes::small_comparison()) ==
        "**Cannot tell: one pair says nothing.**\n"
        "\nbase: a · candidate: b\n"
        "\n| pass rate | base | candidate | difference | 95 % interval | p | finding |\n"
        "|---|--:|--:|--:|--:|--:|---|\n"
        "| all | – | – | – | – | – | cannot tell |\n"
        "\n0 newly failing · 0 fixed · 0 flaky · 0 still failing · 0 still passing · 0 not judged\n"
        "\n1 pair in 1 cluster · seed 0 · confidence 95 % · margin 2 points\n");
}

TEST_CASE("a comparison of a single model and prompt is told once") {
  Comparison comparison = fakes::full_comparison();
  comparison.slices.erase(comparison.slices.begin() + 2, comparison.slices.begin() + 4);
  REQUIRE(comparison.slices[1].kind == ComparedSlice::Kind::cell);
  CHECK(written("md", fakes::full_comparison()).find("terse, qwen3-vl-32b") != std::string::npos);
  comparison.gates.clear();
  CHECK(written("md", comparison).find("terse, qwen3-vl-32b") == std::string::npos);
}

TEST_CASE("JUnit has a test case for each gate, and one that did not hold is a failure of its own type") {
  const std::string text = written("junit", fakes::full_comparison());
  CHECK(occurrences(text, "<testcase ") == 3);
  CHECK(occurrences(text, "<testsuite name=\"gates\" tests=\"3\" failures=\"2\" errors=\"0\"") == 1);
  CHECK(occurrences(text, "type=\"fail\"/>") == 1);
  CHECK(occurrences(text, "type=\"inconclusive\"/>") == 1);
  CHECK(occurrences(text, "<system-out>all of 3 units passed</system-out>") == 1);
  CHECK(occurrences(text, "&lt;script&gt;alert(1)") == 1);
  CHECK(occurrences(text, "<script") == 0);
  CHECK(is_utf8(text));
  CHECK_FALSE(holds_a_control_character(text));
}

TEST_CASE("JUnit of a comparison without gates passes, and carries the sentence") {
  const std::string text = written("junit", fakes::small_comparison());
  CHECK(occurrences(text, "tests=\"1\" failures=\"0\"") == 2);
  CHECK(occurrences(text, "<testcase classname=\"comparison\" name=\"comparison\"") == 1);
  CHECK(occurrences(text, "<system-out>Cannot tell: one pair says nothing.</system-out>") == 1);
  CHECK(occurrences(text, "<failure") == 0);
}

}  // namespace
}  // namespace sightline

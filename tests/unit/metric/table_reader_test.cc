#include "metric/table_reader.h"

#include <catch2/catch.hpp>

#include "metric/markdown_table.h"
#include "metric/teds.h"

namespace sightline {
namespace {

/// "table(tr(td:a td:b))": tags with what they hold.
std::string drawn(const HtmlElement& element) {
  std::string inner;
  for (const HtmlElement& child : element.children) inner += (inner.empty() ? "" : " ") + drawn(child);
  std::string text = element.tag;
  if (!element.text.empty()) text += ":" + element.text;
  return inner.empty() ? text : text + "(" + inner + ")";
}

std::string found(std::string_view text) {
  const auto table = find_table(text);
  if (!table) return table.error() == NoTable::too_large ? "too large" : "none";
  return std::string(table->format) + " " + std::string(table->parse_path) + " " + drawn(table->table);
}

TEST_CASE("the first table of a text is found where it stands") {
  CHECK(found("<table><tr><td>a</td></tr></table>") == "html strict table(tr(td:a))");
  CHECK(found("a<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>") ==
        "html outermost table(tr(td:a))");
  CHECK(found("```\n<TABLE class=x><tr><td>a\n```\nSo much.") == "html fence table(tr(td:a))");
  CHECK(found("<html><body><div><table><tr><td>a</table></div>") == "html strict table(tr(td:a))");
  CHECK(found("<p>x</p><table><tr><td><table><tr><td>n</table>m</table> after") ==
        "html outermost table(tr(td(table(tr(td:n)))))");
  CHECK(found("| a |\n|---|\n| b |") == "markdown strict table(thead(tr(td:a)) tbody(tr(td:b)))");
  CHECK(found("| a |\n|---|\n\n<table><tr><td>b</table>") == "markdown outermost table(thead(tr(td:a)))");
  CHECK(found("<table><tr><td>| a |\n|---|</table>") == "html strict table(tr(td:| a |\n|---|))");
  CHECK(found("<tables>") == "none");
  CHECK(found("<html><body>no table") == "none");
  CHECK(found("") == "none");
  CHECK(found("<table") == "html strict table");
}

TEST_CASE("a table that nothing stands around is none where the reference's reading is asked for") {
  CHECK_FALSE(read_wrapped_table("<table><tr><td>a</td></tr></table>"));
  CHECK_FALSE(read_wrapped_table("<html><body><div><table></table></div></body></html>"));
  CHECK(read_wrapped_table("\n<HTML><body><table><tr><td>a</table>"));
}

TEST_CASE("a Markdown table has a line of dashes with as many cells as its head, and rows with bars") {
  const auto table = find_markdown_table("Text\na | b\n:- | -:\n1 | 2 | 3\n| x\\|y |\nThat is all.\n| 5 | 6 |");
  REQUIRE(table);
  CHECK(table->head == std::vector<std::string>{"a", "b"});
  CHECK(table->rows == std::vector<std::vector<std::string>>{{"1", "2"}, {"x|y", ""}});
  for (const char* none : {"a | b\n---", "| a | b |\n|---|", "a\n---", "| a |\n| b |", "|---|", "| a |\n| - - |"}) {
    CAPTURE(none);
    CHECK_FALSE(find_markdown_table(none));
  }
}

TEST_CASE("HTML that would cost its parser too much is not read") {
  std::string tag = "<table ";
  for (int i = 0; i < 2000; ++i) tag += "a" + std::to_string(i) + " ";
  CHECK(found(tag + "><tr><td>a</table>") == "too large");
  CHECK(found("<table a=\"" + std::string(kMostTagBytes, '>') + "\"><tr><td>a</table>") == "too large");
  CHECK(found("<table><tr><td>" + std::string(kMostHtmlBytes, 'x') + "</table>") == "too large");
  CHECK(found("<table><tr><td>" + std::string(1000, '<') + "</table>") != "too large");
}

TEST_CASE("tables beyond the bound are not compared") {
  std::string rows;
  for (int i = 0; i < 300; ++i) rows += "<tr><td>a</td></tr>";
  const TableForm form;
  TableTreeBuilder builder(form);
  const TableTree large = builder.tree_of(find_table("<table>" + rows + rows + "</table>")->table);
  const TableTree small = builder.tree_of(find_table("<table><tr><td>a</td></tr></table>")->table);
  CHECK(large.elements == 1200);
  CHECK(is_comparable(large, small));
  CHECK_FALSE(is_comparable(large, large));
}

}  // namespace
}  // namespace sightline

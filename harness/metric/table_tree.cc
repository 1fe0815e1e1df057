#include "metric/table_tree.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

constexpr char32_t kBeyondCodePoints = 0x110000;

/// Python's int() of an attribute.
int span_of(const std::optional<std::string>& attribute) {
  if (!attribute) return 1;
  std::string_view digits = python_strip(*attribute);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  int span = 1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), span);
  return error == std::errc() && end == digits.data() + digits.size() ? span : 1;
}

std::size_t elements_below(const HtmlElement& element) {
  std::size_t count = 0;
  for (const HtmlElement& child : element.children) count += elements_below(child) + (child.tag == "?" ? 0 : 1);
  return count;
}

/// Takes the ignored elements out below `element`, as lxml's strip_tags does.
void strip(HtmlElement& element, const std::vector<std::string>& ignored) {
  std::vector<HtmlElement> kept;
  const auto add_text = [&](const std::string& text) { (kept.empty() ? element.text : kept.back().tail) += text; };
  for (HtmlElement& child : element.children) {
    strip(child, ignored);
    if (std::ranges::find(ignored, child.tag) == ignored.end()) {
      kept.push_back(std::move(child));
      continue;
    }
    add_text(child.text);
    std::ranges::move(child.children, std::back_inserter(kept));
    add_text(child.tail);
  }
  element.children = std::move(kept);
}

HtmlElement row_of(const std::vector<std::string>& cells) {
  HtmlElement row{.tag = "tr"};
  for (const std::string& cell : cells) row.children.push_back({.tag = "td", .text = cell});
  return row;
}

}  // namespace

TableTree TableTreeBuilder::tree_of(HtmlElement table) {
  strip(table, form_.ignored);
  TableTree tree;
  tree.elements = elements_below(table);
  add(tree, table);
  return tree;
}

void TableTreeBuilder::add(TableTree& tree, const HtmlElement& element) {
  TableNode node{.tag = element.tag};
  if (element.tag == "td") {
    node.colspan = span_of(element.colspan);
    node.rowspan = span_of(element.rowspan);
    if (form_.has_text) node.cell = cell_of(element);
    tree.shape.add(0);
  } else {
    for (const HtmlElement& child : element.children) add(tree, child);
    tree.shape.add(element.children.size());
  }
  tree.nodes.push_back(std::move(node));
}

std::u32string TableTreeBuilder::cell_of(const HtmlElement& cell) {
  std::u32string tokens = code_points(cell.text);
  for (const HtmlElement& child : cell.children) add_tokens(tokens, child);
  return tokens;
}

void TableTreeBuilder::add_tokens(std::u32string& out, const HtmlElement& element) {
  out += number_of("<" + element.tag + ">");
  out += code_points(element.text);
  for (const HtmlElement& child : element.children) add_tokens(out, child);
  if (element.tag != "unk") out += number_of("</" + element.tag + ">");
  // The reference leaves out what stands behind a cell, also behind one of a table within a cell.
  if (element.tag != "td") out += code_points(element.tail);
}

char32_t TableTreeBuilder::number_of(const std::string& tag) {
  return numbers_.emplace(tag, kBeyondCodePoints + static_cast<char32_t>(numbers_.size())).first->second;
}

HtmlElement element_of(const MarkdownTable& table) {
  HtmlElement head{.tag = "thead"};
  head.children.push_back(row_of(table.head));
  HtmlElement body{.tag = "tbody"};
  for (const auto& row : table.rows) body.children.push_back(row_of(row));
  HtmlElement element{.tag = "table"};
  element.children.push_back(std::move(head));
  if (!body.children.empty()) element.children.push_back(std::move(body));
  return element;
}

}  // namespace sightline

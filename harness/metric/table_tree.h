#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "metric/html_element.h"
#include "metric/markdown_table.h"
#include "metric/tree_distance.h"

namespace sightline {

/// A node of a table's tree: an element that is not within a cell.
struct TableNode {
  std::string tag;
  int colspan = 1;  ///< Of a td; 1 of every other.
  int rowspan = 1;
  /// What a td holds: code points, and for each tag a number above them all. Empty where only structure counts.
  std::u32string cell = {};
};

/// A table as TEDS sees it.
struct TableTree {
  TreeShape shape;
  std::vector<TableNode> nodes;  ///< In the order of the shape.
  std::size_t elements = 0;      ///< Below the table, those within cells included: what TEDS divides by.
};

/// How tables become trees.
struct TableForm {
  bool has_text = true;              ///< Whether cells keep what they hold.
  std::vector<std::string> ignored;  ///< Tags that are taken out, what is in them staying where they stood.
};

/// Makes trees that can be compared: one tag has one number in all trees of a builder. Follows ibm-aur-nlp/PubTabNet
/// src/metric.py (load_html_tree, tokenize): only td are cells; a th is a node whose text does not count. A span that
/// is no whole number is 1, where the reference raises.
class TableTreeBuilder {
 public:
  explicit TableTreeBuilder(const TableForm& form) : form_(form) {}
  TableTree tree_of(HtmlElement table);

 private:
  std::u32string cell_of(const HtmlElement& cell);
  void add_tokens(std::u32string& out, const HtmlElement& element);
  char32_t number_of(const std::string& tag);
  void add(TableTree& tree, const HtmlElement& element);

  const TableForm& form_;
  std::map<std::string, char32_t> numbers_;
};

/// The elements of a Markdown table: thead and tbody of tr, all cells td, as PubTabNet writes tables.
HtmlElement element_of(const MarkdownTable& table);

}  // namespace sightline

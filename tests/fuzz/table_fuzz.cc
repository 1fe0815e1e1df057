// Any answer with a table in it: the table is found, and is like itself.

#include <cmath>
#include <cstdint>
#include <string>

#include "fuzz/checks.h"
#include "metric/markdown_table.h"
#include "metric/table_reader.h"
#include "metric/table_tree.h"
#include "metric/teds.h"

namespace sightline {
namespace {

using fuzz::expect;

/// Comparing takes the product of the nodes: smaller tables show as much.
constexpr std::size_t kMostElements = 100;

void check_tree(const HtmlElement& table, const TableForm& form) {
  TableTreeBuilder builder(form);
  const TableTree tree = builder.tree_of(table);
  expect(!tree.nodes.empty(), "the table itself is a node");
  for (const TableNode& node : tree.nodes) expect(!node.tag.empty(), "an element has a tag");
  if (tree.elements > kMostElements || !is_comparable(tree, tree)) return;
  expect(teds(tree, tree).value() == 1, "a table is like itself");
}

void check(std::string_view text) {
  const auto found = find_table(text);
  if (found) {
    expect(!found->format.empty() && !found->parse_path.empty(), "it is known how a table was found");
    check_tree(found->table, {.has_text = true, .ignored = {}});
    check_tree(found->table, {.has_text = false, .ignored = {"b", "thead", "tbody"}});
  }
  if (const auto wrapped = read_wrapped_table(text)) check_tree(wrapped->table, {.has_text = true, .ignored = {}});
  const auto markdown = find_markdown_table(text);
  if (!markdown) return;
  expect(markdown->begin < markdown->end && markdown->end <= text.size(), "a table stands in the text");
  for (const auto& row : markdown->rows) expect(row.size() == markdown->head.size(), "rows are as long as the head");
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sightline::check(sightline::repaired_utf8({reinterpret_cast<const char*>(data), size}));
  return 0;
}

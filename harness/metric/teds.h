#pragma once

#include "metric/table_tree.h"

namespace sightline {

/// Tree-edit-distance-based similarity of two tables.
struct Teds {
  double distance = 0;
  std::size_t elements = 0;  ///< Of the larger table.
  /// 1 minus distance by elements: 1 for tables that are alike; less than 0 is possible. Both tables without an element
  /// are alike (the reference divides by zero).
  double value() const;
};

/// Pairs of nodes that are compared at most: some 600 in each of two tables.
inline constexpr double kMostTablePairs = 400'000;

/// Whether two tables are small enough for teds(): by the pairs of their nodes, the depth of their trees and the length
/// of their texts.
bool is_comparable(const TableTree& a, const TableTree& b);

/// As ibm-aur-nlp/PubTabNet src/metric.py defines it: removing or inserting a node costs 1, renaming one 1 where tag or
/// spans differ, else the edit distance of two cells by the longer one's length. Both trees come from one builder.
Teds teds(const TableTree& answer, const TableTree& expected);

}  // namespace sightline

#include "metric/teds.h"
#include "metric/bit_rows.h"

#include <algorithm>

#include "metric/edit_distance.h"

namespace sightline {
namespace {

constexpr double kMostTreeWork = 6e7;

double renaming_cost(const TableNode& a, const TableNode& b) {
  if (a.tag != b.tag || a.colspan != b.colspan || a.rowspan != b.rowspan) return 1;
  if (a.cell == b.cell) return 0;
  const std::size_t longer = std::max(a.cell.size(), b.cell.size());
  if (a.cell.empty() || b.cell.empty()) return 1;
  return static_cast<double>(edit_distance(a.cell, b.cell)) / static_cast<double>(longer);
}

double cell_work(const TableTree& a, const TableTree& b) {
  double work = 0;
  for (const TableNode& one : a.nodes) {
    for (const TableNode& other : b.nodes) work += edit_work(one.cell.size(), other.cell.size());
  }
  return work;
}

}  // namespace

double Teds::value() const {
  return elements == 0 ? 1 - distance : 1 - distance / static_cast<double>(elements);
}

bool is_comparable(const TableTree& a, const TableTree& b) {
  const double pairs = static_cast<double>(a.nodes.size()) * static_cast<double>(b.nodes.size());
  return pairs <= kMostTablePairs && tree_work(a.shape, b.shape) <= kMostTreeWork && cell_work(a, b) <= kMostEditWork;
}

Teds teds(const TableTree& answer, const TableTree& expected) {
  const auto one = [](std::size_t) { return 1.0; };
  const auto rename = [&](std::size_t i, std::size_t j) { return renaming_cost(answer.nodes[i], expected.nodes[j]); };
  Teds result;
  result.distance = tree_distance(answer.shape, expected.shape, {one, one, rename});
  result.elements = std::max(answer.elements, expected.elements);
  return result;
}

}  // namespace sightline

#include "metric/tree_distance.h"

#include <algorithm>

namespace sightline {
namespace {

/// A table of distances, row by row.
class Grid {
 public:
  Grid(std::size_t rows, std::size_t columns) : columns_(columns), cells_(rows * columns) {}
  double& at(std::size_t row, std::size_t column) { return cells_[row * columns_ + column]; }

 private:
  std::size_t columns_;
  std::vector<double> cells_;
};

std::vector<double> costs_of(const TreeShape& tree, const std::function<double(std::size_t)>& cost) {
  std::vector<double> costs(tree.size());
  for (std::size_t node = 0; node < tree.size(); ++node) costs[node] = cost(node);
  return costs;
}

class ZhangShasha {
 public:
  ZhangShasha(const TreeShape& from, const TreeShape& to, const TreeCosts& costs)
      : from_(from),
        to_(to),
        rename_(costs.rename),
        remove_(costs_of(from, costs.remove)),
        insert_(costs_of(to, costs.insert)),
        trees_(from.size(), to.size()),
        forests_(from.size() + 1, to.size() + 1) {}

  double distance() {
    const std::vector<std::size_t> to_roots = to_.key_roots();
    for (const std::size_t root : from_.key_roots()) {
      for (const std::size_t to_root : to_roots) compare(root, to_root);
    }
    return trees_.at(from_.size() - 1, to_.size() - 1);
  }

 private:
  /// Distances of all forests that the two subtrees begin with: rows and columns count nodes from the leftmost on.
  void compare(std::size_t root, std::size_t to_root) {
    const std::size_t begin = from_.leftmost(root);
    const std::size_t to_begin = to_.leftmost(to_root);
    forests_.at(0, 0) = 0;
    for (std::size_t j = to_begin; j <= to_root; ++j) {
      forests_.at(0, j - to_begin + 1) = forests_.at(0, j - to_begin) + insert_[j];
    }
    for (std::size_t i = begin; i <= root; ++i) {
      forests_.at(i - begin + 1, 0) = forests_.at(i - begin, 0) + remove_[i];
      for (std::size_t j = to_begin; j <= to_root; ++j) extend(i, j, begin, to_begin);
    }
  }

  void extend(std::size_t i, std::size_t j, std::size_t begin, std::size_t to_begin) {
    const std::size_t row = i - begin + 1;
    const std::size_t column = j - to_begin + 1;
    const double removed = forests_.at(row - 1, column) + remove_[i];
    const double inserted = forests_.at(row, column - 1) + insert_[j];
    const double least = std::min(removed, inserted);
    if (from_.leftmost(i) == begin && to_.leftmost(j) == to_begin) {
      const double renamed = forests_.at(row - 1, column - 1) + rename_(i, j);
      trees_.at(i, j) = forests_.at(row, column) = std::min(least, renamed);
    } else {
      const double before = forests_.at(from_.leftmost(i) - begin, to_.leftmost(j) - to_begin);
      forests_.at(row, column) = std::min(least, before + trees_.at(i, j));
    }
  }

  const TreeShape& from_;
  const TreeShape& to_;
  const std::function<double(std::size_t, std::size_t)>& rename_;
  std::vector<double> remove_;
  std::vector<double> insert_;
  Grid trees_;
  Grid forests_;
};

double summed_sizes(const TreeShape& tree) {
  double sum = 0;
  for (const std::size_t root : tree.key_roots()) sum += static_cast<double>(root - tree.leftmost(root) + 1);
  return sum;
}

}  // namespace

void TreeShape::add(std::size_t children) {
  const std::size_t node = leftmost_.size();
  const std::size_t first = without_parent_.size() - children;
  leftmost_.push_back(children == 0 ? node : leftmost_[without_parent_[first]]);
  without_parent_.resize(first);
  without_parent_.push_back(node);
}

std::vector<std::size_t> TreeShape::key_roots() const {
  // The last node of each leftmost one.
  std::vector<bool> is_known(size(), false);
  std::vector<std::size_t> roots;
  for (std::size_t node = size(); node-- > 0;) {
    if (is_known[leftmost_[node]]) continue;
    is_known[leftmost_[node]] = true;
    roots.push_back(node);
  }
  std::ranges::reverse(roots);
  return roots;
}

double tree_distance(const TreeShape& from, const TreeShape& to, const TreeCosts& costs) {
  return ZhangShasha(from, to, costs).distance();
}

double tree_work(const TreeShape& from, const TreeShape& to) {
  return summed_sizes(from) * summed_sizes(to);
}

}  // namespace sightline

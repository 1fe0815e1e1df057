#include "metric/tree_distance.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>

namespace sightline {
namespace {

/// A tree as it is drawn; its label is a letter.
struct Drawn {
  char label = 'a';
  std::vector<Drawn> children = {};
};

struct Listed {
  TreeShape shape;
  std::string labels;
};

void list(const Drawn& tree, Listed& out) {
  for (const Drawn& child : tree.children) list(child, out);
  out.shape.add(tree.children.size());
  out.labels += tree.label;
}

Listed listed(const Drawn& tree) {
  Listed out;
  list(tree, out);
  return out;
}

/// Costs that are no metric: renaming may cost more than removing and inserting do.
double remove_cost(char label) {
  return 1 + (label - 'a') * 0.25;
}
double insert_cost(char label) {
  return 1 + (label - 'a') * 0.5;
}
double rename_cost(char a, char b) {
  return a == b ? 0 : 0.75 * (1 + std::abs(a - b));
}

double distance(const Drawn& a, const Drawn& b) {
  const Listed from = listed(a);
  const Listed to = listed(b);
  return tree_distance(from.shape, to.shape,
                       {[&](std::size_t i) { return remove_cost(from.labels[i]); },
                        [&](std::size_t j) { return insert_cost(to.labels[j]); },
                        [&](std::size_t i, std::size_t j) { return rename_cost(from.labels[i], to.labels[j]); }});
}

using Forest = std::vector<const Drawn*>;

/// The definition: the last tree's root is removed, inserted or renamed.
class Recursion {
 public:
  double distance(const Forest& a, const Forest& b) {
    if (a.empty() && b.empty()) return 0;
    const auto known = known_.find({a, b});
    if (known != known_.end()) return known->second;
    double least = std::numeric_limits<double>::infinity();
    if (!a.empty()) least = std::min(least, distance(opened(a), b) + remove_cost(a.back()->label));
    if (!b.empty()) least = std::min(least, distance(a, opened(b)) + insert_cost(b.back()->label));
    if (!a.empty() && !b.empty()) {
      least = std::min(least, distance(below(*a.back()), below(*b.back())) + distance(less(a), less(b)) +
                                  rename_cost(a.back()->label, b.back()->label));
    }
    return known_[{a, b}] = least;
  }

 private:
  static Forest less(Forest forest) {
    forest.pop_back();
    return forest;
  }
  static Forest below(const Drawn& tree) {
    Forest forest;
    for (const Drawn& child : tree.children) forest.push_back(&child);
    return forest;
  }
  static Forest opened(const Forest& forest) {
    Forest out = less(forest);
    const Forest inner = below(*forest.back());
    out.insert(out.end(), inner.begin(), inner.end());
    return out;
  }

  std::map<std::pair<Forest, Forest>, double> known_;
};

Drawn drawn_tree(std::mt19937& random, int depth) {
  Drawn tree{static_cast<char>('a' + random() % 3)};
  const unsigned children = depth == 0 ? 0 : random() % 4;
  for (unsigned i = 0; i < children; ++i) tree.children.push_back(drawn_tree(random, depth - 1));
  return tree;
}

TEST_CASE("the distance of trees is that of its recursive definition") {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    const Drawn a = drawn_tree(random, 3);
    const Drawn b = drawn_tree(random, 2);
    CAPTURE(round, listed(a).labels, listed(b).labels);
    CHECK(distance(a, b) == Approx(Recursion().distance({&a}, {&b})).margin(1e-12));
    CHECK(distance(a, a) == 0);
  }
}

TEST_CASE("the steps of a distance are those of the subtrees that it compares") {
  TreeShape leaf;
  leaf.add(0);
  CHECK(tree_work(leaf, leaf) == 1);
  // A root with three leaves: the root's own subtree, and those of the two leaves that have a left sibling.
  TreeShape flat;
  for (int i = 0; i < 3; ++i) flat.add(0);
  flat.add(3);
  CHECK(tree_work(flat, leaf) == 6);
  CHECK(flat.key_roots() == std::vector<std::size_t>{1, 2, 3});
}

}  // namespace
}  // namespace sightline

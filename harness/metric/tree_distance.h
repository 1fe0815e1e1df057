#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace sightline {

/// The shape of an ordered tree: its nodes in post-order, each child before its parent, the root last.
class TreeShape {
 public:
  /// Adds the parent of the last `children` subtrees that were added and have no parent yet; a leaf where it is 0.
  void add(std::size_t children);

  std::size_t size() const { return leftmost_.size(); }
  /// The first of the nodes of the subtree whose root is `node`.
  std::size_t leftmost(std::size_t node) const { return leftmost_[node]; }
  /// The nodes that have a left sibling, and the root, in their order.
  std::vector<std::size_t> key_roots() const;

 private:
  std::vector<std::size_t> leftmost_;
  std::vector<std::size_t> without_parent_;
};

/// What it costs to turn one tree into another, by the numbers of nodes in their shapes.
struct TreeCosts {
  std::function<double(std::size_t)> remove;
  std::function<double(std::size_t)> insert;
  std::function<double(std::size_t, std::size_t)> rename;  ///< Asked once for each pair.
};

/// The least cost of removing, inserting and renaming nodes that turns `from` into `to`, order and ancestry kept (Zhang
/// and Shasha 1989; APTED and zss find the same distance). Takes tree_work() steps and as much memory as there are
/// pairs of nodes. Neither tree is empty.
double tree_distance(const TreeShape& from, const TreeShape& to, const TreeCosts& costs);

/// Steps that tree_distance() takes, a few nanoseconds each: for tables a small multiple of the pairs of nodes, for two
/// deep trees up to the square of it.
double tree_work(const TreeShape& from, const TreeShape& to);

}  // namespace sightline

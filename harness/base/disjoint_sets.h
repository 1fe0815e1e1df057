#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace sightline {

/// Numbers from 0 in sets that grow together; the least of a set stands for it.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t count) : parents_(count) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t number) {
    while (parents_[number] != number) number = parents_[number] = parents_[parents_[number]];
    return number;
  }
  void join(std::size_t a, std::size_t b) {
    const auto [first, second] = std::minmax({find(a), find(b)});
    parents_[second] = first;
  }

 private:
  std::vector<std::size_t> parents_;
};

}  // namespace sightline

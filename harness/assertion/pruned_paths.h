#pragma once

#include <string>
#include <vector>

#include "assertion/options.h"
#include "model/node.h"

namespace sightline {

/// Parts of JSON values that are not looked at: JSON pointers in which a `*` stands for every key or index, such as
/// /id and /items/*/time.
class PrunedPaths {
 public:
  /// Reads the option, a list of pointers or one of them.
  PrunedPaths(Options& options, std::string_view option);
  /// `value` without them.
  Node pruned(Node value) const;

 private:
  std::vector<std::vector<std::string>> paths_;
};

}  // namespace sightline

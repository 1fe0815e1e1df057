#pragma once

#include <string>
#include <vector>

#include "assertion/json_path.h"
#include "model/node.h"

namespace sightline {

/// How far an actual value must agree with an expected one.
enum class Match {
  equal,
  /// Maps may have more keys than expected, at every depth; lists have as many items, in the same order.
  subset
};

/// Where two JSON values disagree, each as ".items[0].price: expected 3, got 4"; empty where they agree. Numbers are
/// compared by value. What an ignored path covers does not count, on either side.
std::vector<std::string> json_differences(const Node& expected, const Node& actual, Match match,
                                          const std::vector<JsonPathPattern>& ignored = {});

}  // namespace sightline

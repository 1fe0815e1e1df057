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

/// What is wrong with a JSON value, and where.
struct JsonProblem {
  std::string pointer;  ///< RFC 6901, into the value that was looked at: where something is missing, its place.
  std::string text;     ///< ".items[0].price: expected 3, got 4"
};
std::vector<std::string> texts_of(const std::vector<JsonProblem>& problems);

/// Where two JSON values disagree; empty where they agree. Numbers are compared by value. What an ignored path covers
/// does not count, on either side.
std::vector<JsonProblem> json_differences(const Node& expected, const Node& actual, Match match,
                                          const std::vector<JsonPathPattern>& ignored = {});

}  // namespace sightline

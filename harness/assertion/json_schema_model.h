#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/node.h"

namespace sightline::json_schema {

class Visit;
struct Resource;

/// Which items and members of a value some keyword has looked at: what unevaluatedItems and unevaluatedProperties ask.
struct Evaluated {
  std::size_t first_items = 0;
  std::set<std::size_t> items = {};
  std::set<std::string_view> members = {};
  bool all_items = false;
  bool all_members = false;

  void add(Evaluated other);
};

/// The work of one keyword.
class Rule {
 public:
  virtual ~Rule() = default;
  /// True where `value` conforms; the visit is told what is wrong otherwise.
  virtual bool check(Visit& visit, const Node& value, Evaluated& evaluated) const = 0;

  std::string pointer;  ///< Of the keyword, as violations name it.
};

/// A compiled schema object, or `true` or `false`.
struct Schema {
  /// To a schema for the same value, by $ref, allOf and so on: such steps may not lead round in a circle.
  struct Step {
    const Schema* to = nullptr;
    const Node* keyword = nullptr;
  };
  const Node* node = nullptr;
  const Resource* resource = nullptr;
  std::string pointer;
  std::optional<bool> constant = {};
  std::vector<std::unique_ptr<const Rule>> rules = {};
  /// Those that look at what the others evaluated; they have nothing to say where one of those found something wrong.
  std::vector<std::unique_ptr<const Rule>> last_rules = {};
  std::vector<Step> steps = {};
};

}  // namespace sightline::json_schema

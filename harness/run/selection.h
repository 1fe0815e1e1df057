#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/result.h"

namespace sightline {

/// A condition on tags: names joined by `and`, `or`, `not` and parentheses; names may hold `*` and `?`.
class TagExpression {
 public:
  static Expected<TagExpression> parse(std::string_view text);
  TagExpression(TagExpression&&) noexcept;
  TagExpression& operator=(TagExpression&&) noexcept;
  ~TagExpression();
  bool holds(const std::vector<std::string>& tags) const;

 private:
  friend class TagParser;
  struct Term;
  explicit TagExpression(std::unique_ptr<const Term> root);
  std::unique_ptr<const Term> root_;
};

/// The part of a project's units that a run is about. Empty lists select everything; patterns take `*` and `?`.
struct Selection {
  std::vector<std::string> cases = {};  ///< Case ids, "suite/case", or whole unit names.
  std::vector<std::string> prompts = {};
  std::vector<std::string> models = {};
  std::vector<TagExpression> tags = {};       ///< All must hold.
  std::optional<std::set<UnitId>> only = {};  ///< The units that failed in an earlier run.
  bool takes(const UnitId& unit, const std::vector<std::string>& tags_of_case) const;
};

/// Shard `index` (from 1) of `count`.
struct Shard {
  unsigned index = 1;
  unsigned count = 1;
  /// Reads "2/7". Errors: no such form, an index out of range.
  static Expected<Shard> parse(std::string_view text);
  friend bool operator==(const Shard&, const Shard&) = default;
};

}  // namespace sightline

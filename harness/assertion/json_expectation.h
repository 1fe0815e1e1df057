#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assertion/json_difference.h"
#include "assertion/json_path.h"
#include "assertion/json_schema.h"
#include "assertion/option_schema.h"
#include "assertion/options.h"

namespace sightline {

/// What a JSON value must be: `schema` (a path, or the schema in place), and one of `equals` and `subset`, less what
/// `ignore` names.
class JsonExpectation {
 public:
  /// Reads the four options.
  explicit JsonExpectation(Options& options);

  bool is_any() const { return !schema_ && !expected_; }
  /// What is wrong with a value, most telling first; empty where nothing is. Errors are the harness's.
  Expected<std::vector<JsonProblem>> problems(const Node& value) const;
  /// The value of `equals` or `subset`; null without them.
  const Node* expected() const { return expected_ ? &*expected_ : nullptr; }
  /// "conforms to the schema and equals {…}", each verb with what stands before it and its ending.
  std::string text(std::string_view before, std::string_view ending) const;

 private:
  std::shared_ptr<const JsonSchema> schema_;
  std::optional<Node> expected_;
  Match match_ = Match::equal;
  std::vector<JsonPathPattern> ignored_;
};

/// Adds the four options.
OptionSchema& add_json_expectation(OptionSchema& schema);

}  // namespace sightline

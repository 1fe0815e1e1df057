#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assertion/field_comparator.h"
#include "assertion/json_path.h"

namespace sightline {

/// How the items of a list find the expected ones they are compared with.
struct RowRule {
  enum class Kind : unsigned char {
    best,  ///< So that as many fields as can be agree in all (Hungarian).
    key,   ///< By the value of one field, first come first served.
    order  ///< By their place.
  };
  Kind kind = Kind::best;
  std::string key = {};
};

/// How an answer's fields are held against the expected ones. A field is a string, number or boolean in the JSON; null
/// is no field, and as good as a missing key.
struct FieldRules {
  std::vector<std::pair<JsonPathPattern, std::shared_ptr<const FieldComparator>>> comparators;
  std::vector<std::pair<JsonPathPattern, RowRule>> rows;
  std::vector<JsonPathPattern> ignored;

  /// Of a field; exact where none is named. The last that matches counts.
  const FieldComparator& comparator(const JsonWay& way) const;
  RowRule row_rule(const JsonWay& list) const;
  bool ignores(const JsonWay& way) const;
};

/// One field of the expected value or the answer's, or one of each that were compared.
struct FieldFinding {
  std::string path;  ///< ".items[0].price": in the expected value or, where that has it not, the answer's.
  std::string name;  ///< ".items[].price"
  std::optional<Node> expected = {};
  std::optional<Node> got = {};
  bool agrees = false;
};

/// Compares field by field and gives what was found in the order of the expected value. They count for nothing where
/// the budget is spent.
std::vector<FieldFinding> match_fields(const Node& expected, const Node& got, const FieldRules& rules,
                                       FieldBudget& budget);

/// The fields of a value with the ways to them, ignored ones left out.
std::vector<std::pair<JsonWay, const Node*>> fields_of(const Node& value, const FieldRules& rules);

}  // namespace sightline

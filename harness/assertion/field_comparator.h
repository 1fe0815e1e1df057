#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "assertion/options.h"
#include "model/node.h"

namespace sightline {

/// How much the comparison of an answer's fields may cost, in steps of well below a microsecond.
class FieldBudget {
 public:
  explicit FieldBudget(double steps) : left_(steps) {}
  /// False where nothing is left: what is compared then counts as different, and the whole comparison for nothing.
  bool spend(double steps) {
    left_ -= steps;
    return left_ >= 0;
  }
  bool is_spent() const { return left_ < 0; }

  /// What kept two values from being compared, a regex's limit: the harness's trouble.
  std::string trouble;

 private:
  double left_;
};

/// Tells whether a field's value is the expected one. Both are strings, numbers or booleans.
class FieldComparator {
 public:
  virtual ~FieldComparator() = default;
  virtual bool agrees(const Node& expected, const Node& got, FieldBudget& budget) const = 0;
  /// What the expected value would have to be, where it is not that: "a number".
  virtual std::optional<std::string> refusal(const Node& expected) const = 0;
};

/// Strings that are equal, numbers of one value, equal booleans.
std::shared_ptr<const FieldComparator> exact_comparator();

/// Reads a comparator from what stands under a field of `compare`:
///   exact
///   number, number: {tolerance: 0.01, relative: 0.05, locale: de}   a number, or a text that holds one
///   date, date: dmy                                                 iso (the default), dmy, mdy, ymd: read_date()
///   anls, anls: 0.5                                                 ANLS (official) reaches it; 0.5 by default
///   regex: PATTERN                                                  the pattern matches the value's text somewhere
/// Null where it is wrong, which is told.
std::shared_ptr<const FieldComparator> read_comparator(Options& options, const Node& rule);

}  // namespace sightline

#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "model/node.h"
#include "model/suite.h"

namespace sightline {

/// What the aggregates `micro` and `corpus` need of a verdict: it stands in its evidence as `tally`, a map of a `kind`
/// and its counts. Verdicts under one metric have one kind.
///
/// kind `rate`: `errors` of `total`; their sums' quotient is the micro average (CER, WER).
Node rate_tally(double errors, double total);
/// kind `f1`: counts of a decision, true positives, false positives, false negatives; F1 of their sums is the micro
/// average.
Node f1_tally(double true_positives, double false_positives, double false_negatives);

/// Puts the tallies of one metric together, one after the other.
class TallyFold {
 public:
  virtual ~TallyFold() = default;
  /// `cluster` names what belongs together: the image that several questions are asked of.
  virtual void add(const Node& tally, std::string_view cluster) = 0;
  /// The metric over all that was added, in its own unit. Nothing where it is not defined (0 of 0).
  virtual std::optional<double> value() const = 0;
};

/// The fold of tallies of one kind; null where that kind is not aggregated so.
std::unique_ptr<TallyFold> tally_fold(std::string_view kind, Aggregate aggregate);

}  // namespace sightline

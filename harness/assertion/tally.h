#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

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

/// kind `yes_no`: what a question of yes or no adds: its variant, whether it was answered right (`right`, 0 or 1), and
/// the counts of the decision for yes, `tp`, `fp`, `fn` and `tn`. Where neither yes nor no was read, it is no yes: a
/// miss where yes is right, as in VLMEvalKit's ratings, and nothing else, so that it never counts as a right no. The
/// metric over all is the benchmark's own: for `vlmevalkit` the accuracy in per cent; for `mme` that and, added to it,
/// the share of clusters (the questions of one image, repeat by repeat) that are right throughout, in per cent; for
/// `pope` F1 on yes, 0 to 1.
Node yes_no_tally(std::string_view variant, bool expected, std::optional<bool> found);
/// kind `count`: how far a count is off the right one (`error`), or `unread`. The metric over all is the mean absolute
/// error of those read.
Node count_tally(std::optional<double> error);

struct ChairScore;
/// kind `chair`: the mentions of one text and those that are hallucinated, the objects of its image and those of them
/// that are mentioned. The metric over all is CHAIRi of the sums.
Node chair_tally(const ChairScore& score);

/// Puts the tallies of one metric together, one after the other.
class TallyFold {
 public:
  virtual ~TallyFold() = default;
  /// `cluster` names what belongs together: the image that several questions are asked of.
  virtual void add(const Node& tally, std::string_view cluster) = 0;
  /// As add(), of one of several repeats of the same questions. A kind that looks at clusters as a whole tells those of
  /// different repeats apart.
  virtual void add_repeat(const Node& tally, std::string_view cluster, unsigned /*repeat*/) { add(tally, cluster); }
  /// The metric over all that was added, in its own unit. Nothing where it is not defined (0 of 0).
  virtual std::optional<double> value() const = 0;
  /// Other figures of the same counts by their names, a map of numbers; null where there are none.
  virtual Node figures() const { return {}; }

  /// False of error rates and of everything else of which less is better.
  virtual bool higher_is_better() const { return true; }
  /// What the value is where all is right (or, of errors, all is wrong): 1 or 100. Nothing where it has no such end.
  virtual std::optional<double> whole() const { return 1; }
  /// What one of the tallies that were added contributes to sums that tell the metric of any part of them, so that many
  /// parts are told without folding each again. Empty where counts do not add up. For CIDEr the frequencies stay those
  /// of all that was added.
  virtual std::vector<double> counts(const Node& /*tally*/) const { return {}; }
  /// The metric of sums of counts().
  virtual std::optional<double> value_of(std::span<const double> /*sums*/) const { return std::nullopt; }
};

/// The folds of kinds that have files of their own. `yes_no` has the figures accuracy, precision, recall, f1 and
/// yes_ratio (0 to 1, each where it is defined), `count` mae, rmse and obo, the share that is off by one at most,
/// `chair` CHAIRs, the share of texts with a hallucinated object (`chair_s`), and the recall of the images' objects.
std::unique_ptr<TallyFold> yes_no_fold();
std::unique_ptr<TallyFold> count_fold();
std::unique_ptr<TallyFold> chair_fold();

/// The fold of tallies of one kind; null where that kind is not aggregated so.
std::unique_ptr<TallyFold> tally_fold(std::string_view kind, Aggregate aggregate);

}  // namespace sightline

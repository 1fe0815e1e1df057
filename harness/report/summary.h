#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/node.h"
#include "model/result.h"
#include "report/relations.h"
#include "runlog/runlog.h"
#include "stats/mean.h"
#include "stats/repeats.h"

namespace sightline {

/// Counts of units by status; flaky ones are counted in their status too.
struct StatusCounts {
  std::uint64_t passed = 0, failed = 0, error = 0, skipped = 0, xfailed = 0, xpassed = 0;
  std::uint64_t flaky = 0;
  void add(Status status);
  std::uint64_t all() const;
  /// passed + failed + xpassed + error: the units that count for the pass rate.
  std::uint64_t judged() const;
  /// passed / judged(); nothing where that is 0 / 0.
  std::optional<double> pass_rate() const;
};

/// A unit after its repeats were put together: see UnitStanding.
struct UnitSummary {
  UnitId id;
  Status status = Status::passed;
  double score = 0;    ///< Mean of its repeats'.
  bool flaky = false;  ///< Some of its repeats passed and some failed, whatever was expected of them.
  bool must_pass = false;
  std::string control = {};  ///< As CaseResult has them.
  std::string control_of = {};
  unsigned repeats = 0;
  std::string reason;  ///< Of the first repeat that made it what it is; of one that passed, of its first failed repeat.
  Place place;
};

struct MetricSummary {
  std::uint64_t count = 0;  ///< Verdicts.
  /// Mean or minimum of the scores; 95th percentile of the values, micro average or corpus metric in the metric's own
  /// unit. A mean is that of units, each the mean of its own scores.
  double value = 0;
  Aggregate aggregate = Aggregate::mean;
  /// Other figures of the same counts by their names: precision and recall beside F1. Empty where there are none.
  std::map<std::string, double> figures = {};
  std::optional<MeanEstimate> estimate = {};  ///< How sure a mean is; of other aggregates nothing.
};

/// Answers, and what could not be judged as it stands, each kind apart; an answer may be of several.
struct AnswerCounts {
  std::uint64_t answers = 0;    ///< Results in which the model answered.
  std::uint64_t unparsed = 0;   ///< Of these, those with at least one `unparsed` verdict.
  std::uint64_t truncated = 0;  ///< With a verdict `truncated`, or a reply that ended because it got too long.
  std::uint64_t refused = 0;    ///< With a verdict `refused`, or a reply that states a refusal.
  AnswerCounts& operator+=(const AnswerCounts& other);
};

/// pass@k and pass^k: the mean over the units that have k repeats.
struct RepeatedPasses {
  std::uint64_t k = 0;
  std::uint64_t units = 0;
  double pass_at_k = 0;
  double pass_hat_k = 0;
};

/// Any part of a run: a cell, the units of one tag. Copies of an earlier repeat's answer are left out of all figures,
/// and so are controls.
struct PartSummary : AnswerCounts {
  StatusCounts counts;
  MeanEstimate score;  ///< Of the units that count for the pass rate, each the mean of its repeats.
  /// For each k from 1 to the most repeats that a unit has; of units that passed, failed or ended in error and have two
  /// repeats or more. Empty where none has.
  std::vector<RepeatedPasses> repeated;
  std::optional<Stability> stability;  ///< Of the same units.
  std::map<std::string, MetricSummary> metrics;
};

/// One cell of models × prompts, for one suite or for the run.
struct CellSummary : PartSummary {
  std::string suite;  ///< Empty: over the whole run.
  std::string model;
  std::string prompt;
  std::optional<double> cost;  ///< USD; nothing unless it is known of every answer.
  std::optional<double> latency_p50_ms;
  std::optional<double> latency_p95_ms;
  double answers_ms = 0;  ///< What all exchanges took, one after the other, those of copies too.
  std::uint64_t prompt_tokens = 0;
  std::uint64_t completion_tokens = 0;
  Relations relations;
};

/// A unit whose repeats disagree. Copies of an answer count once.
struct FlakyUnit {
  UnitId id;
  RepeatCount repeats;
};

/// Controls count nowhere but in `relations`, and in what the answers cost.
struct RunSummary {
  StatusCounts counts;
  std::uint64_t results = 0;
  std::uint64_t answers = 0;   ///< Results in which the model answered.
  std::uint64_t authored = 0;  ///< Results with an answer that a person wrote.
  std::uint64_t replayed = 0;
  std::uint64_t ignored_changed = 0;  ///< Results whose answer was recorded with other ignored parts of the request.
  std::string first_ignored_changed;  ///< The unit of the first of them, in plan order.
  std::optional<double> cost;
  std::optional<double> latency_p50_ms;  ///< Of all exchanges but those of copies and controls.
  std::uint64_t missing_fixtures = 0;
  std::uint64_t unauthorized = 0;  ///< Results that ended in 401 or 403.
  std::uint64_t prompt_tokens = 0;
  std::uint64_t completion_tokens = 0;
  std::vector<CellSummary> cells;            ///< Per suite, then per model and prompt, in plan order.
  std::vector<CellSummary> run_cells;        ///< Over all suites.
  std::map<std::string, PartSummary> tags;   ///< Over the run; of metrics those whose aggregate is the mean.
  std::vector<FlakyUnit> flaky;              ///< In plan order, those that passed too.
  std::vector<UnitSummary> not_in_order;     ///< failed, error, xpassed, in plan order; of controls only errors.
  Relations relations;                       ///< Over all cells.
  std::vector<UnitId> solved_without_image;  ///< Units that passed, and whose control did too.
};

/// Puts a unit's repeats (all of them, by repeat) together.
UnitSummary summarise_unit(const std::vector<CaseResult>& repeats);

/// One pass over a run, in plan order. `visit_unit` is called for each unit, if given.
RunSummary summarise(const RunReader& run, const std::function<void(const UnitSummary&)>& visit_unit = {});
/// The same for who looks at a unit's repeats too; they are gone when the visit returns.
using VisitRepeats = std::function<void(const UnitSummary& unit, const std::vector<CaseResult>& repeats)>;
RunSummary summarise(const RunReader& run, const VisitRepeats& visit);

}  // namespace sightline

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assertion/tally.h"
#include "report/summary.h"

namespace sightline {

/// Sums up one cell. Of an answer it keeps a few numbers: those that a percentile needs.
class CellTally {
 public:
  CellTally(std::string suite, std::string model, std::string prompt);
  /// `first` is the unit's first repeat. A control counts in the relations alone.
  void add(const UnitSummary& unit, const CaseResult& first);
  /// `aggregates` are the suite's; a metric without one is a mean.
  void add(const CaseResult& result, const std::map<std::string, Aggregate>& aggregates);
  CellSummary finish();

 private:
  struct Metric {
    Aggregate aggregate = Aggregate::mean;
    std::uint64_t count = 0;
    bool is_mixed = false;            ///< Over a run whose suites put it together in different ways.
    std::vector<double> figures;      ///< For mean, min and p95.
    std::unique_ptr<TallyFold> fold;  ///< For micro and corpus; made by the first verdict, which tells the kind.
    void add(const Verdict& verdict, const CaseResult& result);
    std::optional<double> value();
    std::map<std::string, double> other_figures() const;
  };
  void add_answer(const CaseResult& result);
  void add_verdict(const AssertionResult& assertion, const CaseResult& result,
                   const std::map<std::string, Aggregate>& aggregates);

  CellSummary cell_;
  double score_sum_ = 0;
  double cost_sum_ = 0;
  std::uint64_t costed_ = 0;  ///< Answers, those of controls too.
  bool cost_known_ = true;
  std::vector<double> latencies_ms_;
  std::map<std::string, Metric> metrics_;
};

/// True where the model answered, in the last of its turns.
bool has_answer(const CaseResult& result);
/// True where the answers are those of an earlier repeat, served once more.
bool is_copy(const CaseResult& result);

}  // namespace sightline

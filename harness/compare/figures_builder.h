#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "compare/run_figures.h"
#include "runlog/result_figures.h"

namespace sightline {

/// Turns the figures of results, one at a time and in any order, into those of a run.
class FiguresBuilder {
 public:
  /// The header must be the same each time. Moves strings out of `result`.
  void take(const RunHeader& header, ResultFigures& result);
  std::size_t taken() const { return results_.size(); }
  /// The run, without path and header. `order` are numbers of taken results from 0, as FiguresLog has them.
  RunFigures finish(std::span<const std::uint32_t> order);

 private:
  /// A unit with one of its repeats.
  struct Result {
    UnitFigures unit;
    Repeat rule;
    bool authored = false;
  };

  void learn_aggregates(const RunHeader& header);
  std::vector<MetricFigure> metrics_of(const ResultFigures& result);
  std::uint32_t number_of(const std::string& metric);
  UnitFigures merged(std::span<const std::uint32_t> repeats);
  void sort_metrics(RunFigures& run) const;

  std::vector<Result> results_;
  std::map<std::string, std::uint32_t> metrics_;
  bool knows_aggregates_ = false;
  std::set<std::pair<std::string, std::string>> tallied_;  ///< Suites and their metrics whose aggregate is a fold.
};

}  // namespace sightline

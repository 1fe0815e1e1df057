#pragma once

#include <memory>
#include <vector>

#include "report/summary.h"

namespace sightline {

/// Sums a run up while it goes on, as far as its results are in hand in plan order. It gives what summarise() does, and
/// holds what that holds.
class RunningSummary {
 public:
  explicit RunningSummary(const RunHeader& header);
  ~RunningSummary();
  RunningSummary(const RunningSummary&) = delete;
  RunningSummary& operator=(const RunningSummary&) = delete;
  /// The next unit in plan order: all of its repeats, by repeat, each as the log gives it.
  void add(const std::vector<CaseResult>& repeats);
  /// Once, after the last add(): reads of the log what is left. The results that were added must be its first.
  RunSummary finish(const RunReader& run);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sightline

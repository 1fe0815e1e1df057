#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "report/summary.h"

namespace sightline {

/// Numbers for the clusters of a run, from 0 in the order in which they are met. Of a cluster's name it keeps 64 bits.
class ClusterNumbers {
 public:
  std::uint32_t number_of(const CaseResult& result);
  std::uint32_t count() const { return static_cast<std::uint32_t>(numbers_.size()); }

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
};

/// What the verdicts under one metric's name found in one unit; errors are left out.
struct UnitMetric {
  const std::string* name = nullptr;
  Aggregate aggregate = Aggregate::mean;
  struct Found {
    const Verdict* verdict = nullptr;
    const CaseResult* result = nullptr;
  };
  std::vector<Found> verdicts = {};
};

/// What statistics need of a unit that is no control. Copies of an earlier repeat's answer are left out. It points into
/// the repeats that it was made of.
struct UnitMeasures {
  std::uint32_t cluster = 0;
  double score = 0;     ///< Mean of its repeats'.
  RepeatCount repeats;  ///< Those that passed as they stand, of those that were not skipped.
  AnswerCounts answers;
  std::vector<UnitMetric> metrics = {};
};

/// `aggregates` are the suite's; a metric without one is a mean.
UnitMeasures measures_of(const std::vector<CaseResult>& repeats, const std::map<std::string, Aggregate>& aggregates,
                         ClusterNumbers& clusters);

/// True where the model answered, in the last of its turns.
bool has_answer(const CaseResult& result);
/// True where the answers are those of an earlier repeat, served once more.
bool is_copy(const CaseResult& result);

}  // namespace sightline

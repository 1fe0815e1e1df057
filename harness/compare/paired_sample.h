#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "compare/pair_slices.h"

namespace sightline {

/// How a measure's figures are told, and what its margin is taken of.
enum class MeasureUnit { share, score, dollars, tokens, milliseconds };

/// A figure that each unit has for itself: the mean of its repeats, copies of an earlier answer left out.
struct UnitMeasure {
  std::string_view name;
  std::string_view noun;  ///< "pass rate"
  MeasureUnit unit = MeasureUnit::score;
  bool higher_is_better = true;
  std::optional<double> (*value)(const UnitFigures& unit) = nullptr;
};

/// pass_rate, repeats_passed, score, cost, prompt_tokens, completion_tokens, latency_ms.
std::span<const UnitMeasure> unit_measures();
/// Null where the measure is a metric.
const UnitMeasure* find_unit_measure(std::string_view name);

/// One measure of the pairs that have it on both sides.
struct PairedSample {
  std::vector<double> base;
  std::vector<double> candidate;
  std::vector<std::uint32_t> clusters;  ///< Of each pair, below `cluster_count`; no cluster is without a pair.
  std::uint32_t cluster_count = 0;
  std::vector<double> differences() const;
  /// No two pairs share a cluster.
  bool is_independent() const { return cluster_count == clusters.size(); }
};

/// Numbers clusters anew, as they come, so that those without a pair take no number.
class DenseClusters {
 public:
  std::uint32_t number_of(std::uint32_t cluster);
  std::uint32_t count() const { return count_; }

 private:
  std::vector<std::uint32_t> numbers_;  ///< By cluster, plus 1; 0: none yet.
  std::uint32_t count_ = 0;
};

PairedSample paired_sample(const PairSlice& slice, const UnitMeasure& measure);

/// Some unit of the slice has two judged repeats or more.
bool has_repeats(const PairSlice& slice);

}  // namespace sightline

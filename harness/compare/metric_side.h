#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compare/run_figures.h"
#include "stats/bootstrap.h"

namespace sightline {

/// A verdict under a metric, and where it is from.
struct MetricEntry {
  const MetricFigure* figure = nullptr;
  std::uint32_t cluster = 0;                  ///< Number.
  const std::string* cluster_name = nullptr;  ///< As the unit has it.
  std::uint32_t repeat = 0;
};

/// A metric of one side of a comparison that is more than a mean of units: it can be told of any resample of clusters.
class MetricSide {
 public:
  virtual ~MetricSide() = default;
  /// Of all entries; nothing where it is not defined.
  virtual std::optional<double> observed() const = 0;
  /// Of the entries of each cluster as often as it is counted.
  virtual std::optional<double> value(ClusterCounts counts) const = 0;
  /// What value() takes, in additions, by and large.
  virtual double steps() const = 0;
  virtual bool higher_is_better() const { return true; }
  /// As TallyFold::whole().
  virtual std::optional<double> whole() const { return 1; }
};

/// For micro, corpus, min and p95, as report/cell_tally.h puts them together. Null for a mean, where there are no
/// entries, and where their tallies are of no kind that is put together so.
std::unique_ptr<MetricSide> metric_side(Aggregate aggregate, std::vector<MetricEntry> entries,
                                        std::uint32_t cluster_count);

}  // namespace sightline

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "model/comparison.h"
#include "runlog/runlog.h"
#include "runlog/trend_file.h"

namespace sightline {

/// What lies in a run's folder beside its log and tells of it: how it compares with its baseline (compare.json) and
/// with the runs before it (trend.json). Files that are broken, or tell of another run, are as good as none.
class RunCompanions {
 public:
  static RunCompanions read(const RunReader& run);
  RunCompanions() = default;
  /// Nothing where the run was compared with nothing.
  const std::optional<Comparison>& comparison() const { return comparison_; }
  /// compare.html lies there too.
  bool has_compare_page() const { return has_compare_page_; }
  /// This run last; empty, or two runs at least.
  const std::vector<RunPoint>& trend() const { return trend_; }
  /// How a unit of the run changed; null where it did not, or where nothing is known of it.
  const UnitChange* change_of(const UnitId& unit) const;
  /// The baseline does not have the unit.
  bool is_new(const UnitId& unit) const;

 private:
  std::optional<Comparison> comparison_;
  bool has_compare_page_ = false;
  std::vector<RunPoint> trend_;
  std::map<UnitId, std::size_t> changes_;  ///< Places in the comparison's changes.
  std::set<UnitId> new_;
};

}  // namespace sightline

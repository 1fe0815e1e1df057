#pragma once

#include <string>
#include <vector>

#include "compare/markup.h"
#include "model/comparison.h"

namespace sightline {

/// A difference in a forest plot.
struct PlotRow {
  std::string name;
  const MeasureDifference* measure;
  double scale = 1;  ///< Of its figures: 100 makes points of shares.
};

struct PlotGroup {
  std::string title;  ///< May be empty.
  std::vector<PlotRow> rows;
};

/// A table whose rows show their differences as points with intervals as whiskers, around 0, the margin shaded. All
/// rows share the axis, whose figures carry `unit`. Without rows that have a difference: nothing.
Markup forest_plot(const std::vector<PlotGroup>& groups, const std::string& unit);

}  // namespace sightline

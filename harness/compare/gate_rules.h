#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/suite.h"
#include "report/summary.h"

namespace sightline {

/// One setting of a gate that is held to each model × prompt: what is measured of a cell, and which side of the limit
/// is wrong.
struct GateRule {
  std::string name;  ///< "pass_rate", "metrics.total"
  std::string noun;  ///< "pass rate"
  double limit = 0;
  bool at_least = true;  ///< The figure must reach the limit; else it must not exceed it.
  std::function<std::optional<double>(const CellSummary&)> figure;
  /// How a figure is told, with some more digits than usual.
  std::function<std::string(double, int more_digits)> text;

  bool holds(double value) const { return at_least ? value >= limit : value <= limit; }
  /// How far a figure is on the right side of the limit: the worst has the least.
  double margin(double value) const { return at_least ? value - limit : limit - value; }
};

/// The rules of a gate, but for errors, which are counted over all of its units.
std::vector<GateRule> rules_of(const Gate& gate);

/// "pass rate 94.96 % is below 95.00 %": with as many digits as it takes to tell the figure from the limit.
std::string sentence_of(const GateRule& rule, double figure);

}  // namespace sightline

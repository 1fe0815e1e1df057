#pragma once

#include <optional>
#include <string>

#include "assertion/options.h"

namespace sightline {

/// The kinds of value that are bounded, each as its author writes it.
enum class Quantity { count, number, dollars, duration };

/// What a measured value may be: `min` and `max`, both included. The short form of an assertion that measures is its
/// maximum.
struct Bounds {
  std::optional<double> min;
  std::optional<double> max;

  bool hold(double value) const { return (!min || value >= *min) && (!max || value <= *max); }
  /// "at most 8s", "at least 1s", "between 1s and 8s", "exactly 8s".
  std::string text(Quantity quantity) const;
};

/// How a value of a quantity is shown; a duration is counted in milliseconds.
std::string quantity_text(Quantity quantity, double value);

/// Reads `min` and `max`. One of them must be there, and min not above max.
std::optional<Bounds> read_bounds(Options& options, Quantity quantity);

}  // namespace sightline

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "assertion/assertion.h"
#include "assertion/bounds.h"

namespace sightline {

/// What is measured of an answer.
struct Measure {
  std::string name;  ///< For reasons: "latency".
  std::string unit;  ///< Of a verdict's value: "ms".
  Quantity quantity = Quantity::number;
  std::function<std::optional<double>(const Observation&)> value;
  /// What to say where the value is not known: that is the harness's trouble, never a fail.
  std::function<std::string(const Observation&)> missing;
};

/// A check that a measured value is within `min` and `max`, which it reads; null where something is wrong with them.
std::unique_ptr<const Check> compile_measure(Options& options, Measure measure);

}  // namespace sightline

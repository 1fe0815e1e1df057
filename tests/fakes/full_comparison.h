#pragma once

#include "model/comparison.h"

namespace sightline::fakes {

/// What no report may take for anything but text.
extern const std::string kNastyReason;
extern const std::string kNastyAnswer;

/// A comparison in which every member has a value, with names, reasons and answers that mean harm.
Comparison full_comparison();

/// The least that a comparison is: one pair, no gates, nothing but the pass rate, no interval.
Comparison small_comparison();

}  // namespace sightline::fakes

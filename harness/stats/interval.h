#pragma once

#include <cstdint>

namespace sightline {

/// The ends of a confidence interval of a share, 0 to 1.
struct Interval {
  double low = 0;
  double high = 1;
};

/// Normal quantile of a two-sided 95 % interval.
constexpr double kZ95 = 1.959963984540054;

/// Wilson's score interval of `successes` out of `trials` (Wilson 1927; statsmodels proportion_confint "wilson"): it
/// stays within 0 and 1 and is of use for few trials and for shares near the ends. Of no trials nothing is known: 0
/// to 1.
Interval wilson_interval(std::uint64_t successes, std::uint64_t trials, double z = kZ95);

}  // namespace sightline

#pragma once

#include <cstdint>

namespace sightline {

/// The ends of an interval; of a share where nothing else is said, and then within 0 and 1.
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

/// The exact interval of Clopper and Pearson (1934; statsmodels proportion_confint "beta"), two-sided at `confidence`:
/// never covers less than it says, and so is what a gate goes by. Of no trials nothing is known: 0 to 1.
Interval clopper_pearson_interval(std::uint64_t successes, std::uint64_t trials, double confidence = 0.95);

}  // namespace sightline

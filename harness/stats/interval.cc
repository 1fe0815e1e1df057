#include "stats/interval.h"

#include <algorithm>
#include <cmath>

#include "stats/distribution.h"

namespace sightline {

Interval wilson_interval(std::uint64_t successes, std::uint64_t trials, double z) {
  if (trials == 0) return {};
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(successes) / n;
  const double shrink = 1 + z * z / n;
  const double centre = (p + z * z / (2 * n)) / shrink;
  const double half = z / shrink * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  // At the ends the two terms cancel but for their rounding.
  const double low = successes == 0 ? 0 : std::max(0.0, centre - half);
  const double high = successes == trials ? 1 : std::min(1.0, centre + half);
  return {low, high};
}

Interval clopper_pearson_interval(std::uint64_t successes, std::uint64_t trials, double confidence) {
  if (trials == 0 || successes > trials) return {};
  const double tail = (1 - std::clamp(confidence, 0.0, 1.0)) / 2;
  const auto passed = static_cast<double>(successes);
  const auto failed = static_cast<double>(trials - successes);
  const double low = successes == 0 ? 0 : beta_quantile(tail, passed, failed + 1);
  const double high = successes == trials ? 1 : beta_upper_quantile(tail, passed + 1, failed);
  return {low, high};
}

}  // namespace sightline

#include "stats/repeats.h"

#include <algorithm>

namespace sightline {
namespace {

double as_real(std::uint64_t count) {
  return static_cast<double>(count);
}

/// C(some, k) / C(n, k), as a product of k factors, or of n - some where those are fewer.
double share_of_choices(std::uint64_t some, std::uint64_t n, std::uint64_t k) {
  if (k > some) return 0;
  const std::uint64_t others = n - some;
  double share = 1;
  if (k <= others) {
    for (std::uint64_t i = 0; i < k; ++i) share *= as_real(some - i) / as_real(n - i);
  } else {
    for (std::uint64_t i = 0; i < others; ++i) share *= as_real(n - k - i) / as_real(n - i);
  }
  return share;
}

}  // namespace

std::optional<double> pass_at_k(std::uint64_t n, std::uint64_t passed, std::uint64_t k) {
  if (k == 0 || k > n || passed > n) return std::nullopt;
  return 1 - share_of_choices(n - passed, n, k);
}

std::optional<double> pass_hat_k(std::uint64_t n, std::uint64_t passed, std::uint64_t k) {
  if (k == 0 || k > n || passed > n) return std::nullopt;
  return share_of_choices(passed, n, k);
}

std::optional<Stability> stability(std::span<const RepeatCount> units) {
  Stability figures;
  RepeatCount all;
  for (const RepeatCount& unit : units) {
    if (unit.n < 2) continue;
    all = {.passed = all.passed + unit.passed, .n = all.n + unit.n};
    const double share = as_real(unit.passed) / as_real(unit.n);
    ++figures.units;
    figures.consensus_accuracy += 2 * unit.passed > unit.n ? 1 : 0;
    figures.instability_variance += share * as_real(unit.n - unit.passed) / as_real(unit.n - 1);
    figures.consistency_rate += unit.passed == 0 || unit.passed == unit.n ? 1 : 0;
  }
  if (figures.units == 0) return std::nullopt;
  figures.expected_accuracy = as_real(all.passed) / as_real(all.n);
  figures.consensus_accuracy /= as_real(figures.units);
  figures.instability_variance /= as_real(figures.units);
  figures.consistency_rate /= as_real(figures.units);
  return figures;
}

}  // namespace sightline

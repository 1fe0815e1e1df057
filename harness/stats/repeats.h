#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace sightline {

/// pass@k: the chance that at least one of k answers is right, unbiased from `passed` of `n` (Chen et al. 2021,
/// human-eval's evaluation.py): 1 - C(n-c, k)/C(n, k). Nothing where k is 0 or above n.
std::optional<double> pass_at_k(std::uint64_t n, std::uint64_t passed, std::uint64_t k);

/// pass^k: the chance that all of k answers are right, unbiased (tau-bench): C(c, k)/C(n, k). Nothing where k is 0 or
/// above n.
std::optional<double> pass_hat_k(std::uint64_t n, std::uint64_t passed, std::uint64_t k);

/// Stability of repeated answers (lmms-eval api/metrics.py; Atil et al. 2024, arXiv 2408.04667), over the units that
/// have two repeats or more.
struct Stability {
  std::uint64_t units = 0;
  double expected_accuracy = 0;     ///< EA: share of all repeats that passed.
  double consensus_accuracy = 0;    ///< CA: share of units of which more than half passed; a tie is no majority.
  double instability_variance = 0;  ///< IV: mean over units of the variance of passing, p(1-p) n/(n-1).
  double consistency_rate = 0;      ///< CR: share of units whose repeats all came out the same.
};

struct RepeatCount {
  std::uint64_t passed = 0;
  std::uint64_t n = 0;
};
/// Nothing where no unit has two repeats.
std::optional<Stability> stability(std::span<const RepeatCount> units);

}  // namespace sightline

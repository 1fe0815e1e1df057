#pragma once

#include <cstdint>

#include "stats/interval.h"

namespace sightline {

/// Pairs of which one side was right and the other wrong.
struct DiscordantPairs {
  std::uint64_t lost = 0;    ///< Right before, wrong now.
  std::uint64_t gained = 0;  ///< Wrong before, right now.
};

/// McNemar's test, exact: under the null each discordant pair falls either way with probability 1/2.
struct McNemarTest {
  double two_sided = 1;  ///< min(1, 2 P(X <= min(lost, gained))); statsmodels mcnemar(exact=True).
  double mid_p = 1;      ///< The two-sided mid-p variant (Fagerland, Lydersen and Laake 2013): less conservative.
  double worse = 1;      ///< One-sided, H1: it has become worse: P(X >= lost).
};
McNemarTest mcnemar_test(DiscordantPairs pairs);

/// The interval of the difference of two paired shares, (gained - lost) / pairs, by inverting the score test (Tango
/// 1998, Statistics in Medicine 17): of use where hardly any pairs are discordant, and where none is: then it is not
/// empty. Counts need not be whole: those of clustered pairs are scaled down to the number of clusters. -1 to 1 of no
/// pairs.
Interval paired_share_interval(double lost, double gained, double pairs, double confidence = 0.95);

/// Fisher's exact test, one-sided: the probability, given all four margins, of at most `now_passed` passes among
/// `now_trials` where `before_passed` of `before_trials` passed before (scipy fisher_exact, alternative "less" of
/// [[now_passed, now_failed], [before_passed, before_failed]]). Small: it passes less often now.
double fisher_fewer_passes(std::uint64_t before_passed, std::uint64_t before_trials, std::uint64_t now_passed,
                           std::uint64_t now_trials);

}  // namespace sightline

#pragma once

#include <array>
#include <cstdint>

#include "stats/discordant.h"

namespace sightline {

/// The natural logarithm of the e-value against "a discordant pair falls either way with probability 1/2", with the
/// uniform prior on that probability: ln(2^n b! c! / (n+1)!), n = b + c. At any time, also after looking often,
/// rejecting where E >= 1/alpha has a false alarm rate of at most alpha (Ville's inequality; Ramdas et al. 2023, arXiv
/// 2210.01948).
double log_e_value(DiscordantPairs pairs);

/// The same against "it has not become worse": prior uniform on 1/2..1 for the probability that a discordant pair is
/// lost.
double log_e_value_worse(DiscordantPairs pairs);
/// And against "it has not become better".
double log_e_value_better(DiscordantPairs pairs);

/// What a test that looks after each pair has come to.
enum class Decision { undecided, worse, better, no_worse };

struct SequentialOptions {
  double alpha = 0.05;   ///< 0 < alpha < 1.
  double margin = 0.02;  ///< How much lower the mean may be and still count as no worse; 0 <= margin < 1.
};

/// Natural logarithms of the e-values so far.
struct SequentialEvidence {
  double log_worse = 0;     ///< Against "it has not become worse".
  double log_better = 0;    ///< Against "it has not become better".
  double log_no_worse = 0;  ///< Against "the mean difference is -margin or lower".
};

/// Compares two models cluster by cluster and may be looked at after each, so that a run can stop as soon as it is
/// clear which holds. It is fed with one difference per cluster, candidate - base, in a random order that was fixed
/// beforehand. It decides
///   worse     where log_worse reaches ln(2/alpha): too many of the clusters that differ are lower, by their signs;
///   better    where log_better reaches ln(4/alpha): likewise;
///   no_worse  where log_no_worse reaches ln(4/alpha): bets on every difference being above -margin have won that much.
/// So alpha/2 is spent on worse, alpha/4 on better and alpha/4 on no_worse: by Ville's inequality each false claim has
/// at most that probability however often one looks, and all together at most alpha, whatever the truth is. The bets
/// are a mixture of fixed shares of the stake, equally weighted, of products of 1 + bet (difference + margin)
/// (Waudby-Smith and Ramdas 2024, Estimating means of bounded random variables by betting; the one-sided capital
/// process with a grid of bets).
class SequentialComparison {
 public:
  explicit SequentialComparison(const SequentialOptions& options);

  /// The decision after this cluster's difference, which is between -1 and 1; what lies beyond counts as the end, and
  /// what is no number is left out. The first decision stays; the evidence goes on.
  Decision add(double difference);

  Decision decision() const { return decision_; }
  const SequentialEvidence& evidence() const { return evidence_; }
  std::uint64_t clusters() const { return clusters_; }
  /// Clusters that are lower and higher.
  const DiscordantPairs& signs() const { return signs_; }

  /// What log_worse, and what the two others, have to reach.
  double worse_threshold() const;
  double other_threshold() const;

 private:
  void count_sign(double difference);
  void bet_on(double difference);

  SequentialOptions options_;
  Decision decision_ = Decision::undecided;
  SequentialEvidence evidence_;
  std::uint64_t clusters_ = 0;
  DiscordantPairs signs_;
  std::array<double, 12> log_capital_{};
};

}  // namespace sightline

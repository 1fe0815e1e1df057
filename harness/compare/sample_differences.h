#pragma once

#include "compare/compare.h"
#include "compare/paired_sample.h"

namespace sightline {

/// Two-sided, of clusters that all lie on one side. No test of so few finds less.
double sign_test(std::uint32_t clusters);

/// The largest share of clusters unlike these that so many clusters, all alike, may leave unseen.
double unseen_share(std::uint32_t clusters, double confidence);

/// candidate - base of the means of a sample: the clustered standard error, Student's t over clusters. Where all pairs
/// differ by the same, so that the standard error is 0, the interval says what may still hide in so few clusters: a
/// share of at most 1 - (1 - confidence)^(1 / clusters) of them, by at most 1; the p value is then the sign test's over
/// clusters.
/// `is_bounded` is false of what has no such most, as a cost: the interval is then empty, and there is none where the
/// sign test of so few clusters finds no difference however large.
MeasureDifference mean_difference(const PairedSample& sample, bool is_bounded, double confidence);

/// The same of 0s and 1s, with McNemar's test. Where no two pairs share a cluster, the interval is Tango's and p
/// McNemar's exact one. Else the interval holds both that of Student's t over clusters and Tango's of counts scaled
/// down to the number of clusters, and p is that of t. `unpaired_p` is the z test of lm-evaluation-harness's
/// scripts/model_comparator.py: the difference over the root of the sum of both squared standard errors.
MeasureDifference pass_rate_difference(const PairedSample& sample, double confidence);

/// Of a measure that is no rate or score, the margin: this share of the base's value.
constexpr double kRelativeMargin = 0.05;

/// As many resamples as the options say; else 10,000, and 2,000 beyond 20,000 clusters.
BootstrapOptions bootstrap_options(const CompareOptions& options, std::uint32_t clusters);

/// The bootstrap of the mean of a sample's differences, where the options want one.
void add_bootstrap(MeasureDifference& told, const PairedSample& sample, const CompareOptions& options);

}  // namespace sightline

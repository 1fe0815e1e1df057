#pragma once

#include <span>
#include <vector>

namespace sightline {

/// Adjusted p values, in the order given, for a family of tests of which none may be a false alarm: Holm 1979
/// (statsmodels multipletests "holm").
std::vector<double> holm(std::span<const double> p_values);

/// The same where a share of false alarms among the findings is borne: Benjamini and Hochberg 1995 ("fdr_bh").
std::vector<double> benjamini_hochberg(std::span<const double> p_values);

}  // namespace sightline

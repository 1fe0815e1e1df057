#pragma once

#include <cstdint>

namespace sightline {

struct PowerOptions {
  double alpha = 0.05;  ///< Two-sided.
  double power = 0.8;
};

/// Independent items (clusters) that a paired comparison takes to find a mean difference of `delta` > 0 where the
/// differences have that standard deviation: ((z_{1-alpha/2} + z_power) sd / delta)², rounded up (Miller, arXiv
/// 2411.00640, section 5).
std::uint64_t items_needed(double delta, double sd_of_differences, const PowerOptions& options = {});

/// The least mean difference that `items` items find with that power: (z + z) sd / sqrt(items).
double minimum_detectable(std::uint64_t items, double sd_of_differences, const PowerOptions& options = {});

/// Standard deviation of the differences of two models' means of `repeats` answers per item: the items' scores have
/// standard deviation `between` in each model and correlation `rho`; one answer scatters around its item's mean with
/// `within`. sqrt(2 between² (1 - rho) + 2 within² / repeats).
double sd_of_paired_difference(double between, double rho, double within, unsigned repeats);

}  // namespace sightline

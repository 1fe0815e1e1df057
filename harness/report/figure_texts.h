#pragma once

#include <string>
#include <vector>

#include "report/summary.h"

namespace sightline {

/// "66.7 %"
std::string percent_text(double share);
/// "66.7 % (95 % interval 20.8 to 93.9)": a share and its interval by Wilson. `of` is above 0.
std::string rate_text(std::uint64_t count, std::uint64_t of);
/// "0.778 (0.300 to 1.000)": a mean of scores and its 95 % interval, as far as it lies within 0 and 1; "0.778" where it
/// has none, or where all scores are the same.
std::string score_text(const MeanEstimate& score);
/// "0.04839, micro of 40", "0.75, corpus of 12 (accuracy 0.8, f1 0.75)", "0.9 (0.832 to 0.968), mean of 60 units"
std::string metric_text(const MetricSummary& metric);

/// What there is of trouble, each kind apart, in sentences without a full stop: "unparsed: 2 of 40 answers, 5.0 % (95
/// % interval 1.4 to 16.5)".
std::vector<std::string> trouble_texts(const PartSummary& part);
/// "pass@1 88.9 %, pass@3 100.0 %, pass^3 66.7 % (3 units)"; empty where no unit has two repeats.
std::string repeated_text(const PartSummary& part);

}  // namespace sightline

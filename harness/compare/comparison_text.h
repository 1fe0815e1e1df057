#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/comparison.h"

namespace sightline {

/// The figures of a comparison as files tell them, in the words of MeasureWords. What is not known is a dash.

/// "pass rate", "cost per case", and a metric's own name.
std::string measure_name(const MeasureDifference& difference);
/// A side's figure: "81.0 %", "0.812", "$0.0004", "1250 ms".
std::string side_text(const MeasureDifference& difference, const std::optional<double>& value);
/// "-4.0 points", "+$0.0001", "-350 ms".
std::string difference_text(const MeasureDifference& difference);
/// "-6.1 to -1.9", in the unit of the difference.
std::string interval_text(const MeasureDifference& difference);
/// "0.002", "< 0.001".
std::string p_text(const std::optional<double>& p);
/// "2.5 %" of 0.025, to four digits.
std::string percent_of(double share);

/// The p value that counts: adjusted, where it was.
std::string told_p(const MeasureDifference& difference);

/// "all", "terse, qwen3-vl-32b", "tag ocr".
std::string slice_name(const ComparedSlice& slice);
/// The slice of all pairs; null where there is none.
const ComparedSlice* whole_of(const Comparison& comparison);
/// The cells of model and prompt; none where there is only one, which is all there is.
std::vector<const ComparedSlice*> cells_of(const Comparison& comparison);
std::uint64_t fate_count(const Comparison& comparison, UnitFate fate);

/// "base", or what it is by its label, model or path: "main (reports/base)".
std::string side_name(const ComparedRun& run, Comparison::Axis axis);

/// `sentence` with a capital and a full stop.
std::string told_sentence(const std::string& sentence);

/// What was computed, and how: "500 pairs in 240 clusters", "McNemar, exact", "seed 4711, 10,000 resamples", one a
/// part.
std::vector<std::string> method_parts(const Comparison& comparison);

}  // namespace sightline

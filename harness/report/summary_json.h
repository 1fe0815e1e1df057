#pragma once

#include <string>

#include "json/json.h"
#include "report/summary.h"

namespace sightline {

/// Which figures of a summary are written: all, or those that are the same for two runs with the same answers.
enum class Figures { all, stable };

/// {"passed": 3, "failed": 0, …, "pass_rate": 1, "pass_rate_95": [0.44, 1]}; the rate and its interval only where
/// something was judged.
void write_counts(JsonWriter& json, const StatusCounts& counts);
void write_summary(JsonWriter& json, const RunSummary& summary, Figures figures);

}  // namespace sightline

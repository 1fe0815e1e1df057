#pragma once

#include "json/json.h"
#include "report/summary.h"

namespace sightline {

/// {"passed": 3, "failed": 0, …, "pass_rate": 1, "pass_rate_95": [0.44, 1]}; the rate and its interval only where
/// something was judged.
void write_counts(JsonWriter& json, const StatusCounts& counts);
/// The members "metrics", "rates", "repeated" and "stability" of a part's map, and those of its score; the last three
/// only where there is something to tell.
void write_part_members(JsonWriter& json, const PartSummary& part);
/// A part as one map: the members of its counts, and those.
void write_part(JsonWriter& json, const PartSummary& part);

}  // namespace sightline

#pragma once

#include <string>

#include "json/json.h"
#include "report/summary.h"

namespace sightline {

/// Which figures of a summary are written: all, or those that are the same for two runs with the same answers.
enum class Figures { all, stable };

void write_summary(JsonWriter& json, const RunSummary& summary, Figures figures);

}  // namespace sightline

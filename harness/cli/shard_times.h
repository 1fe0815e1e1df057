#pragma once

#include <string>

#include "base/files.h"
#include "run/plan.h"

namespace sightline {

/// What a repeat of each unit took in an earlier run: a folder, a run.jsonl, or a results.json with times. Units of
/// which no time is known are left out. Errors: it cannot be read, or no time is known at all.
Expected<PastTimes> past_times(const Files& files, const std::string& run);

}  // namespace sightline

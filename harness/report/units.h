#pragma once

#include <functional>
#include <vector>

#include "model/result.h"
#include "runlog/runlog.h"

namespace sightline {

/// Visits each unit of a run in plan order with its repeats, one unit at a time. The visit may take them.
void for_each_unit(const RunReader& run, const std::function<void(std::vector<CaseResult>& repeats)>& visit);

}  // namespace sightline

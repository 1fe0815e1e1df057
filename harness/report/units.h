#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "model/result.h"
#include "runlog/runlog.h"

namespace sightline {

/// Visits each unit of a run in plan order with its repeats, one unit at a time. The visit may take them.
/// The first `from` results, whole units, are passed over.
void for_each_unit(const RunReader& run, const std::function<void(std::vector<CaseResult>& repeats)>& visit,
                   std::size_t from = 0);

/// The same for reports: the repeats are as RunReader::for_each_told() gives them, and come as a JSON list too.
using VisitToldUnit = std::function<void(std::vector<CaseResult>& repeats, std::string& json)>;
void for_each_told_unit(const RunReader& run, const VisitToldUnit& visit);

}  // namespace sightline

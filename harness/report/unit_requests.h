#pragma once

#include <string>
#include <vector>

#include "json/json.h"
#include "runlog/runlog.h"

namespace sightline {

/// The member "requests" of a unit: the bodies of the requests that its repeats sent, by key. Each is looked for where
/// the results were read, and so is near: the log has a request before the first result that names it.
void write_requests(JsonWriter& json, const std::vector<CaseResult>& repeats, const RunReader& run);
/// Its value alone, a JSON object.
std::string requests_of(const std::vector<CaseResult>& repeats, const RunReader& run);

}  // namespace sightline

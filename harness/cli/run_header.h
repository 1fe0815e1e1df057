#pragma once

#include "base/clock.h"
#include "cli/run_execution.h"
#include "model/result.h"

namespace sightline {

/// What the first line of run.jsonl says of a run. Nothing secret: models by URL and parameters, no header and no key.
RunHeader make_run_header(const RunExecution& execution, const std::string& run_id, const Clock& clock);

}  // namespace sightline

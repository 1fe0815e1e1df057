#pragma once

#include "base/clock.h"
#include "cli/run_execution.h"
#include "model/result.h"

namespace sightline {

/// What the first line of run.jsonl says of a run. Nothing secret: models by URL and parameters, no header and no key.
RunHeader make_run_header(const RunExecution& execution, const std::string& run_id, const Clock& clock);

/// The words of a `sightline run` that tell where its suites and models are, and what was selected of them.
std::vector<std::string> command_of_run(const RunArguments& arguments);

/// Adds the words of a selection: --model, --prompt, --case, --tag, --repeat, --param; and --allow-exec, without which
/// they cannot be judged again.
void add_selection(const RunArguments& arguments, std::vector<std::string>& words);
/// Takes the selection of an earlier run's command over, option by option where the arguments have none of their own.
void take_selection(const std::vector<std::string>& words, RunArguments& arguments);

}  // namespace sightline

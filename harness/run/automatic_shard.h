#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "run/selection.h"

namespace sightline {

/// The value of an environment variable, or nothing.
using EnvironmentLookup = std::function<std::optional<std::string>(const std::string& name)>;

/// Reads "2/7", or "auto" and "auto/n", which ask what started the process. "auto": the task of a Slurm job array
/// (SLURM_ARRAY_TASK_ID − SLURM_ARRAY_TASK_MIN + 1 of SLURM_ARRAY_TASK_COUNT) or the node of a CI matrix (CI_NODE_INDEX
/// of CI_NODE_TOTAL). "auto/n": the pod of a Kubernetes indexed job (JOB_COMPLETION_INDEX + 1 of n). Errors: no such
/// form, and variables that are not set, no numbers, out of range, or say two different shards.
Expected<Shard> read_shard(std::string_view text, const EnvironmentLookup& environment);

}  // namespace sightline

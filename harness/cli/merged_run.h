#pragma once

#include <string>
#include <vector>

#include "cli/run_arguments.h"

namespace sightline {

/// The command line of `sightline merge`.
struct MergeArguments {
  std::vector<std::string> runs;
  bool partial = false;
  RunArguments run;  ///< Gates, and what is written.
};

/// `sightline merge`: the process's exit code.
int merge_runs(MergeArguments& arguments);

}  // namespace sightline

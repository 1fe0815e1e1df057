#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/run_arguments.h"
#include "cli/run_request.h"
#include "cli/session.h"
#include "run/plan.h"

namespace sightline {

class VerbOptions;

/// The options that the verbs have in common which judge answers that are there already: the selection, the gates and
/// what is written. They are those of `run`.
void add_given_options(VerbOptions& options, RunArguments& arguments);

/// The request of such a verb: mode `answers`, and --model in the selection.
Expected<RunRequest> read_given_request(RunArguments& arguments);

/// Makes up a model for each name that the project does not know, without an address, coordinates or a price, and gives
/// it to every case. Gives the names that were made up.
std::vector<std::string> make_up_models(Session& session, const std::vector<std::string>& names);

/// The names among --model that are no patterns.
std::vector<std::string> plain_names(const std::vector<std::string>& models);

/// Leaves out the units for which `has_answer` is false. Errors: none is left.
Expected<void> keep_answered(Plan& plan, const std::function<bool(const PlannedUnit&)>& has_answer);

}  // namespace sightline

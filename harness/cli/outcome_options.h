#pragma once

#include <string>

#include "cli/run_arguments.h"

namespace sightline {

class VerbOptions;

/// The options that all verbs have in common which make a run: what judges it, where it is written, and how much is
/// told.
void add_outcome_options(VerbOptions& options, RunArguments& arguments);

/// Gives a command the option --color: auto, always or never.
void add_color_option(VerbOptions& options, std::string& color);

}  // namespace sightline

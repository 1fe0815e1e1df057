#pragma once

#include "cli/session.h"
#include "model/result.h"

namespace sightline {

class VerbOptions;

/// --allow-exec and --allow-fork.
void add_trust_options(VerbOptions& options, SuiteArguments& arguments);

/// Takes back what the project's file allows where it is a stranger's (fork_build): its programs and its webhooks. What
/// the command line allows stands. Says so where anything was taken.
void believe_project(const Files& files, const SuiteArguments& arguments, Project& project, Terminal& terminal);

/// Whether requests may leave for the hosts, with the keys, that the project's file names. Where the file is a
/// stranger's and the command line does not say --allow-fork they may not, and that has been said.
bool may_send(const Files& files, const SuiteArguments& arguments, Mode mode, Terminal& terminal);

}  // namespace sightline

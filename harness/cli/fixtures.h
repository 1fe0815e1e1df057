#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/terminal.h"

namespace sightline {

/// The command line of `sightline fixtures`, of all its subverbs.
struct FixturesArguments {
  std::string subverb;
  std::vector<std::string> suites;  ///< Files, folders or patterns; empty: the project's.
  std::string folder;               ///< --fixtures: instead of the project's, and then no suites are read.
  bool json = false;
  bool unused = false;
  bool mutate = false;
  bool strict = false;
  bool dry_run = false;
  bool yes = false;
  bool repeats = false;
  bool check = false;
};

// The subverbs, a file each; each gives the process's exit code.
int list_fixtures(const FixturesArguments& arguments, Terminal& terminal);
int check_fixtures(const FixturesArguments& arguments, Terminal& terminal);
int prune_fixtures(const FixturesArguments& arguments, Terminal& terminal);
int format_fixtures(const FixturesArguments& arguments, Terminal& terminal);

}  // namespace sightline

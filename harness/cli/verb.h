#pragma once

#include <functional>
#include <string>
#include <vector>

namespace sightline {

class VerbOptions;

/// One verb of the command line: `add` declares its options and gives what runs it once they are read.
struct Verb {
  std::string name;
  std::string summary;  ///< One line, for `sightline --help`.
  std::string help;     ///< One screen, with examples; every option stands in it.
  /// Options of the command line's design that this version does not do: an error, never ignored.
  std::vector<std::string> not_yet = {};
  std::function<std::function<int()>(VerbOptions&)> add = {};
};

/// In the order of `sightline --help`. Each verb is one file.
const std::vector<Verb>& verbs();

Verb init_verb();
Verb check_verb();
Verb run_verb();
Verb score_verb();
Verb rescore_verb();
Verb report_verb();
Verb compare_verb();
Verb baseline_verb();
Verb merge_verb();
Verb approve_verb();
Verb serve_verb();
Verb fixtures_verb();
Verb assertions_verb();
Verb schema_verb();
Verb history_verb();
Verb view_verb();
Verb fixtures_verb();

/// Reads the command line and runs what it says; the process's exit code.
int run_command_line(const std::vector<std::string>& arguments);

}  // namespace sightline

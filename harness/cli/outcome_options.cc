#include "cli/outcome_options.h"

#include "cli/verb_options.h"

namespace sightline {

void add_outcome_options(VerbOptions& options, RunArguments& arguments) {
  options.add("--gate", arguments.gates).one_at_a_time();
  options.add("--baseline", arguments.baseline);
  options.add("--out", arguments.out);
  options.add("--report", arguments.report);
  options.add("--label", arguments.label);
  options.add_flag("--quiet", arguments.quiet);
  options.add_flag("--verbose", arguments.verbose);
  add_color_option(options, arguments.color);
}

void add_color_option(VerbOptions& options, std::string& color) {
  options.add("--color", color).one_of({"auto", "always", "never"});
}

}  // namespace sightline

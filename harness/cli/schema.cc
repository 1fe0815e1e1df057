#include <fmt/format.h>

#include "base/suggest.h"
#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "cli/verb_options.h"
#include "compare/comparison_report.h"
#include "report/report.h"
#include "suite/load.h"

namespace sightline {

namespace {

int print_schema(const std::string& name) {
  Terminal terminal(ColourChoice::automatic);
  if (name == "suite") {
    terminal.print(suite_schema());
  } else if (name == "project") {
    terminal.print(project_schema());
  } else if (name == "results") {
    terminal.print(results_schema());
  } else if (name == "compare") {
    terminal.print(comparison_schema());
  } else {
    terminal.errors({{.message = fmt::format("unknown schema {}{}", sightline::quoted(name),
                                             suggestion(name, {"suite", "project", "results", "compare"}))}});
    return exit_code::kUsage;
  }
  return exit_code::kSuccess;
}

}  // namespace

Verb schema_verb() {
  return {.name = "schema",
          .summary = "prints the JSON Schema of suites, projects, results or comparisons",
          .help = R"(sightline schema suite|project|results|compare

Prints a JSON Schema (2020-12). An editor with a YAML language server completes and
checks suites with it.

Examples:
  sightline schema suite > .sightline-suite.schema.json
  # then, as the first line of a suite:
  # yaml-language-server: $schema=../.sightline-suite.schema.json
)",
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto name = std::make_shared<std::string>();
            options.add("schema", *name).required();
            return [name] { return print_schema(*name); };
          }};
}

}  // namespace sightline

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "assertion/catalogue.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/assertion_text.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "cli/verb_options.h"

namespace sightline {

namespace {

struct AssertionArguments {
  std::string name;
  bool markdown = false;
};

std::string unknown_assertion(const std::string& name) {
  const auto& planned = planned_assertions();
  if (std::ranges::find(planned, name) != planned.end()) {
    return fmt::format("assertion '{}' is not supported by this version", name);
  }
  std::vector<std::string> names;
  for (const AssertionInfo& info : assertion_catalogue()) names.push_back(info.name);
  return fmt::format("unknown assertion {} (`sightline assertions` lists them){}", sightline::quoted(name),
                     suggestion(name, names));
}

int print_assertions(const AssertionArguments& arguments) {
  Terminal terminal(ColourChoice::automatic);
  if (arguments.markdown && !arguments.name.empty()) {
    terminal.errors({{.message = "--markdown prints all assertions: name none"}});
    return exit_code::kUsage;
  }
  if (arguments.markdown) return terminal.print(assertion_markdown()), exit_code::kSuccess;
  if (arguments.name.empty()) return terminal.print(assertion_table()), exit_code::kSuccess;
  const auto& catalogue = assertion_catalogue();
  const auto found = std::ranges::find(catalogue, arguments.name, &AssertionInfo::name);
  if (found == catalogue.end()) {
    terminal.errors({{.message = unknown_assertion(arguments.name)}});
    return exit_code::kUsage;
  }
  terminal.print(assertion_text(*found));
  return exit_code::kSuccess;
}

}  // namespace

Verb assertions_verb() {
  return {.name = "assertions",
          .summary = "lists the assertions, or explains one",
          .help = R"(sightline assertions [NAME]

Lists the assertions of this version by family, or explains one: what it does, its options, and
an example with an answer that passes it and one that fails it.

  --markdown   print all of it as a page of Markdown

Examples:
  sightline assertions
  sightline assertions number
)",
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<AssertionArguments>();
            options.add("name", a->name);
            options.add_flag("--markdown", a->markdown);
            return [a] { return print_assertions(*a); };
          }};
}

}  // namespace sightline

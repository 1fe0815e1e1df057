#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <span>

#include "assertion/jq.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/fixtures_drift.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "cli/verb_options.h"
#include "image/thumbnail.h"

namespace sightline {

namespace {

constexpr std::string_view kVersion = SIGHTLINE_VERSION;

/// Verbs of the design that this version does not do.
const std::vector<std::string> kVerbsNotYet = {"ls", "runs"};

std::string help_text() {
  std::string text =
      "sightline - evaluation and regression tests for vision-language chat APIs\n\n"
      "  sightline VERB [OPTIONS]\n\n";
  for (const Verb& verb : verbs()) text += fmt::format("  {:<15} {}\n", verb.name, verb.summary);
  text +=
      "\n  sightline help VERB   what a verb does, with examples\n"
      "  sightline --version\n\n"
      "First steps:\n"
      "  sightline init demo && cd demo && sightline run\n\n"
      "Exit codes: 0 fine, 1 a gate failed, 2 usage or suite error, 3 incomplete, 4 inconclusive, 130 interrupted,\n"
      "70 a defect of sightline.\n";
  return text;
}

int usage_error(const std::string& message) {
  Terminal(ColourChoice::automatic).errors({{.message = message}});
  return exit_code::kUsage;
}

const Verb* find_verb(const std::string& name) {
  auto found = std::ranges::find(verbs(), name, &Verb::name);
  return found == verbs().end() ? nullptr : &*found;
}

/// The verb at the beginning of `words`, of two words or of one; null where they begin with none.
const Verb* verb_at(std::span<const std::string> words) {
  const Verb* longer = words.size() < 2 ? nullptr : find_verb(words[0] + " " + words[1]);
  return longer != nullptr ? longer : find_verb(words[0]);
}

std::size_t word_count(const Verb& verb) {
  return split(verb.name, ' ').size();
}

int unknown_verb(const std::string& name) {
  if (std::ranges::find(kVerbsNotYet, name) != kVerbsNotYet.end()) {
    return usage_error(fmt::format("'{}' is not supported by this version", name));
  }
  std::vector<std::string> names{"help"};
  for (const Verb& verb : verbs()) names.push_back(verb.name);
  return usage_error(fmt::format("unknown verb {} (`sightline --help` lists them){}", sightline::quoted(name),
                                 suggestion(name, names)));
}

int print_help(const std::vector<std::string>& arguments) {
  Terminal terminal(ColourChoice::automatic);
  if (arguments.size() < 2) {
    terminal.print(help_text());
    return exit_code::kSuccess;
  }
  const Verb* verb = verb_at(std::span(arguments).subspan(1));
  if (!verb) return unknown_verb(arguments[1]);
  terminal.print(verb->help);
  return exit_code::kSuccess;
}

bool asks_for_help(const std::vector<std::string>& arguments) {
  return std::ranges::any_of(arguments, [](const std::string& a) { return a == "--help" || a == "-h"; });
}

/// The option at the front of "--watch=5", or "".
std::string option_name(const std::string& argument) {
  return argument.starts_with("-") && argument != "-" ? argument.substr(0, argument.find('=')) : "";
}

std::string unknown_option(const Verb& verb, const VerbOptions& options, const std::string& argument) {
  const std::string name = option_name(argument);
  if (name.empty()) return fmt::format("'sightline {}' takes no argument {}", verb.name, sightline::quoted(argument));
  if (std::ranges::find(verb.not_yet, name) != verb.not_yet.end()) {
    return fmt::format("'{}' is not supported by this version", name);
  }
  return fmt::format("unknown option {} (`sightline help {}` lists them){}", sightline::quoted(name), verb.name,
                     suggestion(name, options.names()));
}

int run_verb_of(const Verb& verb, const std::vector<std::string>& arguments) {
  VerbOptions options;
  const auto action = verb.add(options);
  const auto extras = options.read(arguments);
  if (!extras) {
    return usage_error(fmt::format("{}; see `sightline help {}`", extras.error().front().message, verb.name));
  }
  if (!extras->empty()) return usage_error(unknown_option(verb, options, extras->front()));
  return action();
}

}  // namespace

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> kVerbs = {
      init_verb(),       check_verb(),   run_verb(),      score_verb(),    rescore_verb(),
      report_verb(),     compare_verb(), baseline_verb(), merge_verb(),    approve_verb(),
      history_verb(),    view_verb(),    serve_verb(),    fixtures_verb(), fixtures_drift_verb(),
      assertions_verb(), schema_verb(),
  };
  return kVerbs;
}

int run_command_line(const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") {
    return print_help(arguments);
  }
  if (arguments[0] == "--version" || arguments[0] == "-V") {
    Terminal(ColourChoice::automatic).print(fmt::format("sightline {}\n", kVersion));
    return exit_code::kSuccess;
  }
  set_jq_worker_program("/proc/self/exe");
  if (arguments[0] == "jq-worker") return run_jq_worker();
  if (arguments[0] == "thumbnail-worker") return run_thumbnail_worker();
  const Verb* verb = verb_at(arguments);
  if (!verb) return unknown_verb(arguments[0]);
  const auto behind = arguments.begin() + static_cast<std::ptrdiff_t>(word_count(*verb));
  const std::vector<std::string> rest(behind, arguments.end());
  if (asks_for_help(rest)) return Terminal(ColourChoice::automatic).print(verb->help), exit_code::kSuccess;
  return run_verb_of(*verb, rest);
}

}  // namespace sightline

#include "cli/fixtures.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/suggest.h"
#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/verb.h"
#include "cli/verb_options.h"

namespace sightline {

namespace {

/// A subverb, the options that it takes, and what runs it.
struct Subverb {
  std::string name;
  std::vector<std::string> options;
  bool takes_suites = false;
  int (*run)(const FixturesArguments&, Terminal&) = nullptr;
};

const std::vector<Subverb>& subverbs() {
  static const std::vector<Subverb> kSubverbs = {
      {"ls", {"--fixtures", "--json", "--unused"}, true, list_fixtures},
      {"check", {"--fixtures", "--mutate", "--strict"}, true, check_fixtures},
      {"prune", {"--dry-run", "--yes", "--repeats"}, false, prune_fixtures},
      {"fmt", {"--fixtures", "--check"}, false, format_fixtures},
  };
  return kSubverbs;
}

std::string unknown_subverb(const std::string& name) {
  std::vector<std::string> names{"drift"};
  for (const Subverb& subverb : subverbs()) names.push_back(subverb.name);
  const std::string what = name.empty() ? "'sightline fixtures' needs a verb"
                                        : fmt::format("'sightline fixtures' has no verb {}", sightline::quoted(name));
  return fmt::format("{}: {}{}", what, join(names, ", "), suggestion(name, names));
}

/// What of the command line does not fit the subverb; "" where all does.
std::string misfit(const VerbOptions& options, const Subverb& subverb, const FixturesArguments& arguments) {
  for (const std::string& name : options.given()) {
    if (std::ranges::find(subverb.options, name) == subverb.options.end()) {
      return fmt::format("'{}' is no option of `sightline fixtures {}`; `sightline help fixtures` lists them", name,
                         subverb.name);
    }
  }
  if (arguments.suites.empty()) return "";
  if (!subverb.takes_suites) {
    return fmt::format("`sightline fixtures {}` takes no suites: it is about all fixtures of the project",
                       subverb.name);
  }
  return arguments.folder.empty() ? "" : "--fixtures reads no suites; name suites or a folder, not both";
}

int run_fixtures(const VerbOptions& options, const FixturesArguments& arguments) {
  Terminal terminal(ColourChoice::automatic);
  const auto subverb = std::ranges::find(subverbs(), arguments.subverb, &Subverb::name);
  const std::string trouble =
      subverb == subverbs().end() ? unknown_subverb(arguments.subverb) : misfit(options, *subverb, arguments);
  if (!trouble.empty()) return terminal.errors({{.message = trouble}}), exit_code::kUsage;
  return subverb->run(arguments, terminal);
}

}  // namespace

Verb fixtures_verb() {
  return {.name = "fixtures",
          .summary = "looks after recordings: lists, checks, tidies them",
          .help = R"(sightline fixtures ls|check [SUITES…]
sightline fixtures prune|fmt

ls      one line a fixture: path, key, model, stream or plain, repeats, images, source, day,
        and the units that ask it
check   reads every file and says what is wrong: schema, keys, duplicates, secrets that are set
        now; and, planned from the suites without sending anything, what is missing, what
        nothing plans, and where ignored parts of a request changed
prune   deletes what no suite of the project plans
fmt     rewrites each file in its canonical form: fills in key, parts and hashes

  --fixtures DIR   (ls, check, fmt) this folder, without a project: no suites are read
  --json           (ls) an array of objects
  --unused         (ls) only what nothing plans
  --mutate         (check) proof that fixtures discriminate: changes one thing in each request
                   (an image's byte, a word, the model, a parameter, the order …), sends it to
                   a server with all fixtures, and demands a miss
  --strict         (check) unused fixtures and changes of ignored parts fail too
  --dry-run        (prune) only says what would be deleted
  --repeats        (prune) also the answers to repeats beyond those planned
  --yes            (prune) even where more than half of the fixtures go
  --check          (fmt) writes nothing; exits 1 where a file would change

Exit codes: 0 nothing is wrong; 1 a secret, a mutation that was answered, or what --strict and
--check name; 2 broken files or suites; 3 a recording is missing.

Examples:
  sightline fixtures ls --unused
  sightline fixtures check --mutate
  sightline fixtures prune --dry-run
  sightline fixtures fmt --check
)",
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<FixturesArguments>();
            options.add("subverb", a->subverb);
            options.add("suites", a->suites);
            options.add("--fixtures", a->folder).one_at_a_time();
            options.add_flag("--json", a->json);
            options.add_flag("--unused", a->unused);
            options.add_flag("--mutate", a->mutate);
            options.add_flag("--strict", a->strict);
            options.add_flag("--dry-run", a->dry_run);
            options.add_flag("--repeats", a->repeats);
            options.add_flag("--yes", a->yes);
            options.add_flag("--check", a->check);
            return [a, &options] { return run_fixtures(options, *a); };
          }};
}

}  // namespace sightline

#include <fmt/format.h>

#include <map>

#include "cli/exit_code.h"
#include "cli/fixtures_folder.h"
#include "cli/fixtures_mutate.h"
#include "fixture/fixture_files.h"
#include "fixture/secret_search.h"
#include "report/harmless.h"
#include "report/verdict.h"
#include "run/endpoint.h"

namespace sightline {

namespace {

/// Looks for everything that can be wrong with fixtures and gathers what the exit code says of it.
class FixtureCheck {
 public:
  FixtureCheck(Files& files, const OpenFixtures& opened, const FixturesArguments& arguments, Terminal& terminal)
      : files_(files), opened_(opened), arguments_(arguments), terminal_(terminal) {}

  int run() {
    tell_sources();
    if (opened_.session) search_secrets();
    if (has_errors(opened_.broken)) return exit_code::kUsage;
    if (opened_.coverage) tell_coverage(*opened_.coverage);
    if (arguments_.mutate && prove_discrimination(files_, opened_, terminal_) != exit_code::kSuccess) failed_ = true;
    if (opened_.coverage && !opened_.coverage->missing.empty()) return exit_code::kIncomplete;
    return failed_ ? exit_code::kFailed : exit_code::kSuccess;
  }

 private:
  void line(const std::string& text) { terminal_.print(harmless(text) + "\n"); }

  void tell_sources() {
    std::map<std::string, std::size_t> sources;
    for (const Fixture* fixture : opened_.library->all()) sources[fixture->source] += 1;
    std::string text = fmt::format("{} in {}", counted(opened_.library->size(), "fixture"), opened_.folder);
    for (const auto& [source, count] : sources) {
      text += fmt::format("{} {} {}", &source == &sources.begin()->first ? ":" : ",", count, source);
    }
    line(text);
  }

  void search_secrets() {
    const auto secrets = known_secrets(opened_.session->project.models, environment_variable);
    std::size_t searched = 0;
    Errors errors;
    SecretSearch search(files_, files_below(files_, opened_.folder, errors));
    for (const auto& [variable, value] : secrets) {
      if (value.size() < kShortestSecret) {
        line(fmt::format("warning: the value of {} is shorter than {} bytes: it is not searched for", variable,
                         kShortestSecret));
        continue;
      }
      searched += 1;
      for (const std::string& path : search.holders_of(value, errors)) {
        failed_ = true;
        line(fmt::format("secret: {} holds the value of {}; delete the file, and replace the key", path, variable));
      }
    }
    line(fmt::format("secrets: {} searched for", counted(searched, "value")));
    terminal_.errors(errors);
    failed_ = failed_ || has_errors(errors);
  }

  void tell_coverage(const FixtureCoverage& coverage) {
    line(fmt::format(
        "planned: {} of {} recorded{}", coverage.recorded, counted(coverage.planned, "request"),
        coverage.unknown > 0 ? fmt::format("; {} more follow an answer that is not", coverage.unknown) : ""));
    for (const auto& missing : coverage.missing) tell_missing(missing);
    for (const auto& change : coverage.ignored_changes) {
      failed_ = failed_ || arguments_.strict;
      line(fmt::format("warning: {}: what its suite ignores is not as recorded in {}", change.request,
                       change.fixture->path));
    }
    if (arguments_.suites.empty()) tell_unused(coverage);
  }

  void tell_missing(const FixtureCoverage::Missing& missing) {
    if (missing.fixture == nullptr) {
      return line(fmt::format("missing: {}: no recording (key {})", missing.request, short_hash(missing.key)));
    }
    line(fmt::format("missing: {}: {} has fewer repeats than are planned", missing.request, missing.fixture->path));
  }

  void tell_unused(const FixtureCoverage& coverage) {
    for (const Fixture* fixture : opened_.library->all()) {
      switch (coverage.standing(*fixture)) {
        case FixtureCoverage::Standing::used:
          break;
        case FixtureCoverage::Standing::undecided:
          line(fmt::format("undecided: {}: an answer before it is not recorded", fixture->path));
          break;
        case FixtureCoverage::Standing::unused:
          failed_ = failed_ || arguments_.strict;
          line(fmt::format("unused: {}: no suite plans it; `sightline fixtures prune` deletes it", fixture->path));
      }
    }
  }

  Files& files_;
  const OpenFixtures& opened_;
  const FixturesArguments& arguments_;
  Terminal& terminal_;
  bool failed_ = false;
};

}  // namespace

int check_fixtures(const FixturesArguments& arguments, Terminal& terminal) {
  DiskFiles files;
  const auto opened = open_fixtures(files, arguments, terminal);
  if (!opened) return exit_code::kUsage;
  return FixtureCheck(files, *opened, arguments, terminal).run();
}

}  // namespace sightline

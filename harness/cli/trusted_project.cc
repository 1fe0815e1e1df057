#include "cli/trusted_project.h"

#include <fmt/format.h>

#include <optional>

#include "cli/fork_build.h"
#include "cli/verb_options.h"

namespace sightline {
namespace {

std::optional<std::string> stranger(const Files& files, const SuiteArguments& arguments) {
  return arguments.allow_fork ? std::nullopt : fork_build(environment_variable, files);
}

}  // namespace

void add_trust_options(VerbOptions& options, SuiteArguments& arguments) {
  options.add_flag("--allow-exec", arguments.allow_exec);
  options.add_flag("--allow-fork", arguments.allow_fork);
}

void believe_project(const Files& files, const SuiteArguments& arguments, Project& project, Terminal& terminal) {
  const bool allows = project.allow_exec || !project.allow_webhook.empty();
  const auto fork = allows ? stranger(files, arguments) : std::nullopt;
  if (fork) {
    project.allow_exec = false;
    project.allow_webhook.clear();
    terminal.errors(
        {{.message = fmt::format("this is the build of a fork's pull request ({}): the programs and webhooks "
                                 "that sightline.yaml allows are not; --allow-exec allows programs, "
                                 "--allow-fork all that it says",
                                 *fork),
          .severity = Severity::warning}});
  }
  project.allow_exec = project.allow_exec || arguments.allow_exec;
}

bool may_send(const Files& files, const SuiteArguments& arguments, Mode mode, Terminal& terminal) {
  if (mode == Mode::replay || mode == Mode::answers) return true;
  const auto fork = stranger(files, arguments);
  if (!fork) return true;
  terminal.errors(
      {{.message = fmt::format(
            "mode {} sends keys of the environment to the hosts that sightline.yaml names, and this is the build "
            "of a fork's pull request ({}); --allow-fork sends them, if you trust it",
            mode_name(mode), *fork)}});
  return false;
}

}  // namespace sightline

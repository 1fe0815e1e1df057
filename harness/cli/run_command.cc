#include <fmt/format.h>

#include "cli/dry_run.h"
#include "cli/exit_code.h"
#include "cli/run_arguments.h"
#include "cli/run_execution.h"
#include "cli/run_header.h"
#include "cli/shard_times.h"
#include "cli/trusted_project.h"

namespace sightline {

namespace {

/// Narrows the selection to what did not pass in an earlier run. Gives an exit code where the command ends with that.
std::optional<int> select_failed(const RunArguments& arguments, const Files& files, RunRequest& request,
                                 Terminal& terminal) {
  if (arguments.failed_in.empty()) return std::nullopt;
  const auto run = resolve_results(files, arguments.failed_in, terminal);
  if (!run) return exit_code::kUsage;
  auto failed = failed_units(files, *run);
  if (!failed) return terminal.errors(failed.error()), exit_code::kUsage;
  if (failed->empty()) {
    terminal.say(fmt::format("nothing failed in '{}': there is nothing to run", arguments.failed_in));
    return exit_code::kSuccess;
  }
  request.selection.only = std::move(*failed);
  return std::nullopt;
}

/// With --resume: takes over what the earlier run was begun with. False where that cannot be, which has been said.
bool continue_earlier(const RunArguments& arguments, const Files& files, RunRequest& request, Terminal& terminal) {
  if (!arguments.resume) return true;
  const auto folder = resolve_run(files, arguments.resume_run.empty() ? "latest" : arguments.resume_run, terminal);
  if (!folder) return false;
  const auto run = RunReader::open(files, *folder);
  if (!run) return terminal.errors(run.error()), false;
  const auto continued = continue_run(run->header(), arguments, request);
  if (!continued) terminal.errors(continued.error());
  return continued.has_value();
}

/// Plans what the request selects. Errors: also where it is a resumed shard, and the plan deals the units out to shards
/// in another way than the one it was begun by.
Expected<Plan> plan_for(const RunArguments& arguments, RunRequest& request, const Session& session,
                        const Files& files) {
  // The plan options take the selection over: it holds parsed expressions that are not copied.
  PlanOptions options{.selection = std::move(request.selection), .shard = request.shard, .repeat = arguments.repeat};
  if (!request.shard_by.empty() && request.shard.count > 1) {
    auto times = past_times(files, request.shard_by);
    if (!times) return tl::unexpected(times.error());
    options.shard_by = std::move(*times);
  }
  auto plan = make_plan(session.project, session.suites, options);
  if (plan && !request.shard_plan.empty() && plan->shard_plan != request.shard_plan) {
    return failure(
        fmt::format("the run is shard {}/{} of a plan that today's suites and these options do not make: "
                    "resume it with the selection, --repeat and --shard-by that it was begun with, or run "
                    "the shards anew",
                    request.shard.index, request.shard.count));
  }
  return plan;
}

/// An object that is never destroyed. Suites and recordings of a large run are a million small pieces of memory, and to
/// free them one by one, at the end of the process, would take a twentieth of the run's time.
template <typename T>
T& lasting() {
  static T* const made = new T();
  return *made;
}

}  // namespace

int run_suites(const RunArguments& arguments) {
  Terminal terminal(colour_choice(arguments.color));
  terminal.quiet = arguments.quiet;
  DiskFiles files;
  auto request = read_run_request(arguments);
  if (!request) return terminal.errors(request.error()), exit_code::kUsage;
  if (!continue_earlier(arguments, files, *request, terminal)) return exit_code::kUsage;
  if (!may_send(files, arguments.suites, request->mode, terminal)) return exit_code::kUsage;
  if (const auto done = select_failed(arguments, files, *request, terminal)) return *done;
  auto& fixtures = lasting<std::optional<FixtureLoad>>();
  auto& session = lasting<std::optional<Session>>();
  session = open_session(files, arguments.suites, terminal, [&](const Project& project) {
    fixtures.emplace(files, project);
    if (request->mode != Mode::live && !arguments.dry_run && arguments.as_curl.empty()) fixtures->begin();
  });
  if (!session) return fixtures.reset(), exit_code::kUsage;
  const auto plan = plan_for(arguments, *request, *session, files);
  if (!plan) return terminal.errors(plan.error()), fixtures.reset(), exit_code::kUsage;
  if (arguments.dry_run) return print_dry_run(*plan, request->params, terminal);
  if (!arguments.as_curl.empty()) return print_as_curl(*plan, request->params, arguments.as_curl, files, terminal);
  const int code = execute_run({.arguments = arguments,
                                .request = *request,
                                .session = *session,
                                .plan = *plan,
                                .files = files,
                                .terminal = terminal,
                                .fixtures = &*fixtures,
                                .command = command_of_run(arguments)});
  fixtures->settle();
  return code;
}

}  // namespace sightline

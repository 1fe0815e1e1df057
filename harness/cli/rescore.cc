#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/exit_code.h"
#include "cli/given_run.h"
#include "cli/run_execution.h"
#include "cli/run_header.h"
#include "cli/run_outcome.h"
#include "cli/suites_of_run.h"
#include "cli/verb.h"
#include "cli/verb_options.h"
#include "run/earlier_answers.h"

namespace sightline {

namespace {

constexpr const char* kRescoreHelp = R"(sightline rescore RUN [SUITES…]

Judges the answers of an earlier run by today's assertions, and writes a new run: nothing is sent.
RUN is a run's folder, its run.jsonl, or `latest`. Without SUITES: those of the run.
Results that the suites have no more are left out, which is said; new units make the new run
incomplete (exit 3). Answers to a request that the suites ask differently today are judged all
the same, which is said too. What the run selected is selected again.

  --partial             units without an answer are left out, and the run is complete
  --model, --prompt, --case, --tag 'ocr and not slow'   what is scored; patterns with * and ?
  --repeat N            instead of what the cases say
  --param K=V           a request parameter that the run was given
  --allow-exec          assertions may run programs, whatever the project says
  --allow-fork          believes sightline.yaml also in the build of a fork's pull request
  --gate NAME=VALUE     pass_rate, lower_bound, errors, unparsed_rate, cost, latency_p95,
                        metrics.NAME.min|max, regressions, non_inferior, inconclusive=fail|pass
  --baseline RUN        what the run is compared with, at its end and by gates [the project's]:
                        a folder, run.jsonl, results.json, `latest`, the run before this one, or
                        `none`: nothing is compared, as for the first run
  --out DIR             where the new run is written [the project's reports/…]
  --report LIST         json,html,junit,md,csv,github [json,html,junit,md,csv]
  --label TEXT          a name for people
  --quiet, --verbose, --color auto|always|never

Examples:
  sightline rescore latest
  sightline rescore reports/20261120T093000Z-receipts-3f9a --case cafe --partial
)";

struct RescoreArguments {
  RunArguments run;
  std::string earlier;
  bool partial = false;
};

bool has_answer(const RunReader& run, const PlannedUnit& unit) {
  for (unsigned repeat = 0; repeat < unit.results(); ++repeat) {
    if (run.find(unit.id(), repeat)) return true;
  }
  return false;
}

/// What of the run is scored again. What it has beyond today's suites is told.
Expected<Plan> plan_of(const RunReader& run, const RescoreArguments& arguments, RunRequest& request,
                       const Session& session, Terminal& terminal) {
  const auto whole = make_plan(session.project, session.suites, {.repeat = arguments.run.repeat});
  if (!whole) return whole;
  tell_dropped(results_not_planned(run, *whole).size(), terminal);
  request.shard = {.index = run.header().shard_index, .count = run.header().shard_count};
  const PlanOptions options{
      .selection = std::move(request.selection), .shard = request.shard, .repeat = arguments.run.repeat};
  auto plan = make_plan(session.project, session.suites, options);
  if (plan && plan->shard_plan != run.header().shard_plan) {
    return failure(
        "the run is a shard, and which units it has cannot be told from today's suites: merge the shards, "
        "and rescore the merged run");
  }
  if (!plan || !arguments.partial) return plan;
  auto kept = keep_answered(*plan, [&run](const PlannedUnit& unit) { return has_answer(run, unit); });
  if (!kept) return tl::unexpected(kept.error());
  return plan;
}

int rescore_run(RescoreArguments& arguments) {
  Terminal terminal(colour_choice(arguments.run.color));
  terminal.quiet = arguments.run.quiet;
  DiskFiles files;
  const auto folder = resolve_run(files, arguments.earlier, terminal);
  if (!folder) return exit_code::kUsage;
  const std::string earlier = std::filesystem::proximate(std::filesystem::weakly_canonical(*folder)).string();
  const auto run = RunReader::open(files, earlier);
  if (!run) return terminal.errors(run.error()), exit_code::kUsage;
  const auto& words = run->header().command;
  take_selection(words, arguments.run);
  arguments.partial = arguments.partial || std::ranges::find(words, "--partial") != words.end();
  auto request = read_given_request(arguments.run);
  if (!request) return terminal.errors(request.error()), exit_code::kUsage;
  const auto session = open_suites_of(run->header(), arguments.run.suites, files, terminal);
  if (!session) return exit_code::kUsage;
  const auto plan = plan_of(*run, arguments, *request, *session, terminal);
  if (!plan) return terminal.errors(plan.error()), exit_code::kUsage;
  const EarlierAnswers answers(*run);
  std::vector<std::string> command{"rescore", earlier};
  for (const std::string& suite : arguments.run.suites.suites) command.push_back(suite);
  add_selection(arguments.run, command);
  if (arguments.partial) command.emplace_back("--partial");
  FixtureLoad fixtures(files, session->project);
  return execute_run({.arguments = arguments.run,
                      .request = *request,
                      .session = *session,
                      .plan = *plan,
                      .files = files,
                      .terminal = terminal,
                      .fixtures = &fixtures,
                      .command = std::move(command),
                      .given = &answers,
                      .given_in_part = arguments.partial,
                      .images_of = &*run});
}

}  // namespace

Verb rescore_verb() {
  return {.name = "rescore",
          .summary = "judges an earlier run's answers by today's assertions",
          .help = kRescoreHelp,
          .not_yet = {"--json"},
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<RescoreArguments>();
            options.add("run", a->earlier).required();
            options.add("suites", a->run.suites.suites);
            options.add_flag("--partial", a->partial);
            options.add("--param", a->run.params).one_at_a_time();
            add_given_options(options, a->run);
            return [a] { return rescore_run(*a); };
          }};
}

}  // namespace sightline

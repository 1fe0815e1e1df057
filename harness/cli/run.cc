#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/run_arguments.h"
#include "cli/seed_option.h"
#include "cli/trusted_project.h"
#include "cli/verb.h"

namespace sightline {

namespace {

constexpr const char* kHelp = R"(sightline run [SUITES…]

Plans, sends, scores, writes a report and judges the gates. Without SUITES: the project's.
Offline by default: answers come from the project's fixtures.

  --mode replay|record_missing|record|live   where answers come from [replay, or $SIGHTLINE_MODE]
  --allow-record        record_missing and record also where CI=true
  --allow-exec          assertions may run programs, whatever the project says
  --allow-fork          believes sightline.yaml also in the build of a fork's pull request
  --model, --prompt, --case, --tag 'ocr and not slow'   what is run; patterns with * and ?
  --failed-in RUN       only what did not pass in an earlier run
  --shard I/N|auto|auto/N   the I-th of N parts; `sightline merge` judges the gates of all
  --shard-by RUN        parts take equally long by the times of an earlier run
  --repeat N            instead of what the cases say
  --param K=V           a request parameter over everything; V is JSON, or text
  --base-url URL        in place of the models' own
  -j, --concurrency N   requests at a time per model     --timeout 60s   for each request
  --retries N           sends after the first            --seed N        of what is drawn [1]
  --max-cost USD, --max-requests N, --max-errors N, --max-time 10m   stop before more; what is
                        under way comes to its end, and --resume finishes the rest
  --fail-fast           stop after the first unit that fails
  --until-decided       send cases in an order drawn by --seed, and stop as soon as it is clear
                        whether the run is worse than its baseline; takes non_inferior's margin
  --gate NAME=VALUE     pass_rate, lower_bound, errors, unparsed_rate, cost, latency_p95,
                        metrics.NAME.min|max, regressions, non_inferior, inconclusive=fail|pass
  --baseline RUN        what the run is compared with, at its end and by gates [the project's]:
                        a folder, run.jsonl, results.json, `latest`, the run before this one, or
                        `none`: nothing is compared, as for the first run
  --resume [RUN]        finish a run that was cut short [latest]
  --out DIR             where the run is written [the project's reports/…]
  --report LIST         json,html,junit,md,csv,github [json,html,junit,md,csv]
  --images full|thumbs|none
                        keep what was sent: the originals beside the report and thumbnails
                        in it, thumbnails alone, or nothing [full]
  --label TEXT          a name for people
  --dry-run             print what would be sent, one JSON a line, and send nothing
  --as-curl UNIT        print the unit's first request as a curl command
  --quiet, --verbose, --color auto|always|never

Examples:
  sightline run                                   everything, offline
  sightline run suites/receipts.yaml --case cafe  one case
  sightline run --mode record_missing             record what has no fixture yet
)";

void add_selection(CLI::App& app, RunArguments& a) {
  app.add_option("suites", a.suites.suites);
  app.add_option("--model", a.suites.models)->allow_extra_args(false);
  app.add_option("--base-url", a.suites.base_url);
  app.add_option("--prompt", a.prompts)->allow_extra_args(false);
  app.add_option("--case", a.cases)->allow_extra_args(false);
  app.add_option("--tag", a.tags)->allow_extra_args(false);
  app.add_option("--failed-in", a.failed_in);
  app.add_option("--shard", a.shard);
  app.add_option("--shard-by", a.shard_by);
  app.add_option("--repeat", a.repeat)->check(CLI::Range(1, 1000));
}

void add_sending(CLI::App& app, RunArguments& a) {
  app.add_option("--mode", a.mode);
  app.add_flag("--allow-record", a.allow_record);
  add_trust_options(app, a.suites);
  app.add_option("--param", a.params)->allow_extra_args(false);
  app.add_option("-j,--concurrency", a.concurrency)->check(CLI::Range(1, 1024));
  app.add_option("--timeout", a.timeout);
  app.add_option("--retries", a.retries)->check(CLI::Range(0, 100));
  add_seed_option(app, a.seed);
  app.add_option("--max-cost", a.max_cost);
  app.add_option("--max-requests", a.max_requests)->check(CLI::Range(0, 1'000'000'000));
  app.add_option("--max-errors", a.max_errors)->check(CLI::Range(0, 1'000'000'000));
  app.add_option("--max-time", a.max_time);
  app.add_flag("--fail-fast", a.fail_fast);
  app.add_flag("--until-decided", a.until_decided);
}

void add_output(CLI::App& app, RunArguments& a) {
  app.add_option("--gate", a.gates)->allow_extra_args(false);
  app.add_option("--baseline", a.baseline);
  app.add_option("--out", a.out);
  app.add_option("--report", a.report);
  app.add_option("--images", a.images);
  app.add_option("--label", a.label);
  app.add_flag("--dry-run", a.dry_run);
  app.add_option("--as-curl", a.as_curl);
  app.add_flag("--quiet", a.quiet);
  app.add_flag("--verbose", a.verbose);
  app.add_option("--color", a.color)->check(CLI::IsMember({"auto", "always", "never"}));
}

}  // namespace

Verb run_verb() {
  return {.name = "run",
          .summary = "runs suites: sends, scores, reports, judges the gates",
          .help = kHelp,
          .not_yet = {"--watch", "--json"},
          .add = [](CLI::App& app) -> std::function<int()> {
            auto a = std::make_shared<RunArguments>();
            add_selection(app, *a);
            add_sending(app, *a);
            add_output(app, *a);
            CLI::Option* resume = app.add_option("--resume", a->resume_run)->expected(0, 1);
            return [a, resume] {
              a->resume = resume->count() > 0;
              return run_suites(*a);
            };
          }};
}

}  // namespace sightline

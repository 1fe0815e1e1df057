#include <fmt/format.h>

#include <memory>

#include "cli/outcome_options.h"
#include "cli/run_arguments.h"
#include "cli/seed_option.h"
#include "cli/trusted_project.h"
#include "cli/verb.h"
#include "cli/verb_options.h"

namespace sightline {

namespace {

constexpr const char* kRunHelp = R"(sightline run [SUITES…]

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

void add_choosing(VerbOptions& options, RunArguments& a) {
  options.add("suites", a.suites.suites);
  options.add("--model", a.suites.models).one_at_a_time();
  options.add("--base-url", a.suites.base_url);
  options.add("--prompt", a.prompts).one_at_a_time();
  options.add("--case", a.cases).one_at_a_time();
  options.add("--tag", a.tags).one_at_a_time();
  options.add("--failed-in", a.failed_in);
  options.add("--shard", a.shard);
  options.add("--shard-by", a.shard_by);
  options.add("--repeat", a.repeat).between(1, 1000);
}

void add_sending(VerbOptions& options, RunArguments& a) {
  options.add("--mode", a.mode);
  options.add_flag("--allow-record", a.allow_record);
  add_trust_options(options, a.suites);
  options.add("--param", a.params).one_at_a_time();
  options.add("-j,--concurrency", a.concurrency).between(1, 1024);
  options.add("--timeout", a.timeout);
  options.add("--retries", a.retries).between(0, 100);
  add_seed_option(options, a.seed);
  options.add("--max-cost", a.max_cost);
  options.add("--max-requests", a.max_requests).between(0, 1'000'000'000);
  options.add("--max-errors", a.max_errors).between(0, 1'000'000'000);
  options.add("--max-time", a.max_time);
  options.add_flag("--fail-fast", a.fail_fast);
  options.add_flag("--until-decided", a.until_decided);
}

void add_output(VerbOptions& options, RunArguments& a) {
  add_outcome_options(options, a);
  options.add("--images", a.images);
  options.add_flag("--dry-run", a.dry_run);
  options.add("--as-curl", a.as_curl);
}

}  // namespace

Verb run_verb() {
  return {.name = "run",
          .summary = "runs suites: sends, scores, reports, judges the gates",
          .help = kRunHelp,
          .not_yet = {"--watch", "--json"},
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<RunArguments>();
            add_choosing(options, *a);
            add_sending(options, *a);
            add_output(options, *a);
            const VerbOption resume = options.add("--resume", a->resume_run).values(0, 1);
            return [a, resume] {
              a->resume = resume.is_given();
              return run_suites(*a);
            };
          }};
}

}  // namespace sightline

#include <fmt/format.h>

#include <memory>

#include "cli/exit_code.h"
#include "cli/merged_run.h"
#include "cli/outcome_options.h"
#include "cli/session.h"
#include "cli/verb.h"
#include "cli/verb_options.h"

namespace sightline {

namespace {

constexpr const char* kMergeHelp = R"(sightline merge RUN…

Makes one run of the shards of a run, as if it had not been cut into them, writes its reports and
judges its gates. RUN is a shard's folder or its run.jsonl; `sightline help run` tells of shards.
Refuses (exit 2) what is no shard, shards of different runs, and a unit that is in two of them.
Where a shard or planned results are missing, it says which and writes nothing (exit 3).
The gates are those of today's project and suites; a suite whose text has changed since is told.

  --partial             merge what is there: the run is incomplete (exit 3)
  --gate NAME=VALUE     pass_rate, regressions and the others of `sightline help run`
  --baseline RUN        what regressions and non_inferior compare with; `none`: they are left out
                        [the project's]
  --out DIR             where the run is written [the project's reports/…]
  --report LIST         json,html,junit,md,csv,github [json,html,junit,md,csv]
  --label TEXT          a name for people [that of the shards]
  --quiet, --verbose, --color auto|always|never

Examples:
  sightline merge shards/*
  sightline merge shards/* --out reports/nightly --gate pass_rate=0.95
)";

}  // namespace

Verb merge_verb() {
  return {.name = "merge",
          .summary = "makes one run of shards and judges its gates",
          .help = kMergeHelp,
          .not_yet = {"--json"},
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<MergeArguments>();
            options.add("runs", a->runs).required();
            options.add_flag("--partial", a->partial);
            add_outcome_options(options, a->run);
            return [a] { return merge_runs(*a); };
          }};
}

}  // namespace sightline

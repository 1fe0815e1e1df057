#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/exit_code.h"
#include "cli/merged_run.h"
#include "cli/session.h"
#include "cli/verb.h"

namespace sightline {

namespace {

constexpr const char* kHelp = R"(sightline merge RUN…

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
          .help = kHelp,
          .not_yet = {"--json"},
          .add = [](CLI::App& app) -> std::function<int()> {
            auto a = std::make_shared<MergeArguments>();
            app.add_option("runs", a->runs)->required();
            app.add_flag("--partial", a->partial);
            app.add_option("--gate", a->run.gates)->allow_extra_args(false);
            app.add_option("--baseline", a->run.baseline);
            app.add_option("--out", a->run.out);
            app.add_option("--report", a->run.report);
            app.add_option("--label", a->run.label);
            app.add_flag("--quiet", a->run.quiet);
            app.add_flag("--verbose", a->run.verbose);
            app.add_option("--color", a->run.color)->check(CLI::IsMember({"auto", "always", "never"}));
            return [a] { return merge_runs(*a); };
          }};
}

}  // namespace sightline

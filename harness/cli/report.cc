#include <fmt/format.h>

#include <sstream>

#include "cli/exit_code.h"
#include "cli/report_files.h"
#include "cli/session.h"
#include "cli/verb.h"
#include "cli/verb_options.h"

namespace sightline {

namespace {

struct ReportArguments {
  std::string run;
  std::string formats = "html";
  bool stable = false;
};

int render_report(const ReportArguments& arguments) {
  Terminal terminal(ColourChoice::automatic);
  DiskFiles files;
  const auto formats = formats_named(arguments.formats);
  if (!formats) return terminal.errors(formats.error()), exit_code::kUsage;
  if (formats->empty()) return terminal.errors({{.message = "--format names no format"}}), exit_code::kUsage;
  const auto folder = resolve_run(files, arguments.run, terminal);
  if (!folder) return exit_code::kUsage;
  auto run = RunReader::open(files, *folder);
  if (!run) return terminal.errors(run.error()), exit_code::kUsage;
  const RunSummary summary = summarise(*run);
  if (arguments.stable) {
    std::ostringstream out;
    write_stable_results_json(*run, summary, out);
    terminal.print(out.str());
    return exit_code::kSuccess;
  }
  const auto paths = write_reports(*run, summary, *formats, *folder);
  if (!paths) return terminal.errors(paths.error()), exit_code::kIncomplete;
  for (const std::string& path : *paths) terminal.print(path + "\n");
  return exit_code::kSuccess;
}

}  // namespace

Verb report_verb() {
  return {.name = "report",
          .summary = "renders a finished run again",
          .help = R"(sightline report RUN

Renders a run's reports again from its run.jsonl, byte for byte the same, and prints where
they are. RUN is a run's folder, its run.jsonl, or `latest`.

  --format LIST   html,json,junit,md,csv,github [html]
  --stable        print results.json without run id, times, timings and host: what two runs
                  are compared by

Examples:
  sightline report latest --format html,junit
  sightline report reports/20261120T093000Z-receipts-3f9a --stable > baseline.json
)",
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<ReportArguments>();
            options.add("run", a->run).required();
            options.add("--format", a->formats);
            options.add_flag("--stable", a->stable);
            return [a] { return render_report(*a); };
          }};
}

}  // namespace sightline

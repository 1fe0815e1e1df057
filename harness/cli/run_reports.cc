#include "cli/run_reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/exit_code.h"
#include "cli/report_files.h"
#include "cli/run_comparison.h"
#include "cli/run_gates.h"
#include "cli/run_outcome.h"
#include "cli/run_trend.h"
#include "cli/until_decided.h"
#include "compare/gates.h"
#include "run/picture_maker.h"

namespace sightline {

namespace {

/// As they are named from here.
std::vector<std::string> shown(const std::vector<std::string>& paths) {
  std::vector<std::string> told = page_or_all(paths);
  for (std::string& path : told) path = std::filesystem::proximate(path).string();
  return told;
}

RunFooter footer_of(const RunExecution& x, const EndedRun& ended, const RunSummary& summary,
                    const std::optional<ComparedWithBaseline>& compared) {
  const RunEnd& end = ended.end;
  RunFooter footer{.finished = iso_time(ended.clock.wall()),
                   .wall_ms = ended.wall_ms,
                   .complete = end.incomplete_because.empty(),
                   .incomplete_because = end.incomplete_because,
                   .spent = end.spent,
                   .gates = {}};
  footer.gates = judge_gates(gates_of(x.session, x.plan, x.request), summary,
                             compared ? compared->compare() : CompareWithBaseline());
  settle_early(end, footer);
  if (x.request.shard.count > 1) keep_what_a_shard_decides(footer.gates);
  footer.exit_code = exit_code_of(footer, summary, end.interrupted);
  return footer;
}

/// What the page shows of the images. That some are missing is said where they were to take the originals' place.
void make_thumbnails(const RunExecution& x, const RunReader& run) {
  const PictureOrder order{.kept = run.header().images,
                           .program = "/proc/self/exe",
                           .other_runs = x.arguments.out.empty() ? x.session.project.reports : ""};
  const PicturesMade pictures = make_pictures(x.files, run, order);
  if (pictures.missing == 0) return;
  x.terminal.say(fmt::format("{} of the originals stay in images/, for want of a thumbnail: {}", pictures.missing,
                             pictures.trouble));
}

/// Writes the reports and tells the outcome. False where they could not be written, which has been said.
bool report_outcome(const RunExecution& x, const EndedRun& ended, const RunReader& run, const RunSummary& summary) {
  make_thumbnails(x, run);
  auto paths = write_reports(run, summary, x.request.formats, ended.folder);
  if (!paths) {
    x.terminal.errors(paths.error());
    x.terminal.say(fmt::format("the results stand in '{0}'; `sightline report {0}` renders them", ended.folder));
  }
  write_github_summary(run, summary);
  tell_given(ended.end, x.terminal);
  tell_outcome(run.header(), summary, *run.footer(), shown(paths.value_or(std::vector<std::string>{})), x.terminal);
  if (!x.terminal.quiet) tell_pace(ended.end, x.terminal);
  tell_decided(*run.footer(), run.header().planned_results, x.terminal);
  return paths.has_value();
}

Expected<std::optional<WrittenComparison>> write_comparison_of(const std::optional<ComparedWithBaseline>& compared,
                                                               const ComparedOutcome& outcome, const RunExecution& x) {
  if (compared) return write_run_comparison(*compared, outcome, x.files, x.terminal);
  remove_run_comparison(outcome.folder, x.files);
  return std::nullopt;
}

}  // namespace

void write_github_summary(const RunReader& run, const RunSummary& summary) {
  if (environment_variable("GITHUB_ACTIONS") != "true") return;
  find_report_format("github")->write(run, summary, std::cout);
  std::cout.flush();
  const auto path = environment_variable("GITHUB_STEP_SUMMARY");
  if (!path) return;
  std::ofstream out(*path, std::ios::app);
  find_report_format("md")->write(run, summary, out);
}

int report_run(const RunExecution& x, const EndedRun& ended) {
  auto run = ended.writer.read_back(x.files);
  if (!run) return x.terminal.errors(run.error()), exit_code::kIncomplete;
  const RunSummary summary = ended.summary ? ended.summary->finish(*run) : summarise(*run);
  std::optional<ComparedWithBaseline> compared;
  if (ended.baseline) {
    auto read = ComparedWithBaseline::read(x.files, *ended.baseline, ended.folder);
    if (!read) return x.terminal.errors(read.error()), exit_code::kIncomplete;
    compared.emplace(std::move(*read));
    compared->leave_out(ended.end.not_needed);
  }
  const RunFooter footer = footer_of(x, ended, summary, compared);
  if (auto finished = ended.writer.finish(footer); !finished) {
    return x.terminal.errors(finished.error()), exit_code::kIncomplete;
  }
  run->set_footer(footer);
  write_trend({run->header(), footer, summary, ended.folder, x.session.project.reports}, x.files);
  const Gates gates = gates_of(x.session, x.plan, x.request);
  const auto comparison = write_comparison_of(compared, {gates, footer.gates, ended.folder}, x);
  if (!comparison) x.terminal.errors(comparison.error());
  const bool written = report_outcome(x, ended, *run, summary);
  if (comparison && *comparison) tell_comparison(**comparison, x.terminal);
  return written && comparison ? footer.exit_code : std::max(footer.exit_code, exit_code::kIncomplete);
}

}  // namespace sightline

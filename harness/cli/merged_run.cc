#include "cli/merged_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"
#include "base/file_lock.h"
#include "base/link_file.h"
#include "cli/exit_code.h"
#include "cli/gates_in_reach.h"
#include "cli/report_files.h"
#include "cli/run_baseline.h"
#include "cli/run_comparison.h"
#include "cli/run_folder.h"
#include "cli/run_gates.h"
#include "cli/run_outcome.h"
#include "cli/run_reports.h"
#include "cli/run_request.h"
#include "cli/run_trend.h"
#include "fixture/guarded_files.h"
#include "runlog/merge.h"

namespace sightline {

namespace {

Expected<ShardLog> open_shard(const Files& files, const std::string& folder) {
  if (FileLock::is_held(folder + "/.lock")) {
    return failure(fmt::format("'{}' is still being written: wait until its run has ended", folder));
  }
  return ShardLog::open(files, folder);
}

/// The shards that can be read. What is wrong with the others has been said.
std::vector<ShardLog> open_shards(const Files& files, const std::vector<std::string>& runs, Terminal& terminal) {
  std::vector<ShardLog> shards;
  for (const std::string& run : runs) {
    const auto folder = resolve_run(files, run, terminal);
    if (!folder) continue;
    auto shard = open_shard(files, *folder);
    if (shard) {
      shards.push_back(std::move(*shard));
    } else {
      terminal.errors(shard.error());
    }
  }
  return shards;
}

/// "merge a b --case cafe": the shards, and what they had selected.
std::vector<std::string> command_of_merge(const MergeArguments& arguments, const RunHeader& header) {
  std::vector<std::string> words{"merge"};
  words.insert(words.end(), arguments.runs.begin(), arguments.runs.end());
  const auto is_option = [](const std::string& word) { return word.starts_with("--"); };
  for (auto word = std::ranges::find_if(header.command, is_option); word != header.command.end(); ++word) {
    if (*word == "--shard-by") {
      if (++word == header.command.end()) break;
    } else {
      words.push_back(*word);
    }
  }
  return words;
}

/// The merge of shards that fit together.
class Merge {
 public:
  Merge(MergeArguments& arguments, const RunRequest& request, DiskFiles& files, Terminal& terminal)
      : arguments_(arguments), request_(request), files_(files), terminal_(terminal) {}

  int run(std::vector<ShardLog> shards, const std::vector<std::string>& missing) {
    header_ = merged_header(shards);
    footer_ = merged_footer(shards, missing);
    reach_ = gates_in_reach(header_, request_.gate, files_, terminal_);
    if (!reach_) return exit_code::kUsage;
    if (auto read = read_baseline(); !read) return terminal_.errors(read.error()), exit_code::kUsage;
    if (auto opened = open_folder(); !opened) return terminal_.errors(opened.error()), exit_code::kUsage;
    const auto lock = FileLock::take(folder_ + "/.lock");
    if (!lock) return terminal_.errors(lock.error()), exit_code::kUsage;
    GuardedFiles guarded(files_, reach_->secrets);
    auto log = RunWriter::create(guarded, folder_, header_);
    if (!log) return terminal_.errors(log.error()), exit_code::kUsage;
    auto written = copy_results(shards, *log);
    if (written) written = take_all_images(shards);
    shards.clear();
    if (!written) return give_up(written.error());
    return report(*log);
  }

 private:
  Expected<void> read_baseline() {
    if (arguments_.run.baseline == kNoBaseline) leave_out_comparing(reach_->gates);
    auto baseline =
        open_baseline({.named = arguments_.run.baseline, .project = reach_->session.project, .gates = reach_->gates},
                      files_, terminal_);
    if (!baseline) return tl::unexpected(std::move(baseline.error()));
    baseline_ = std::move(*baseline);
    return {};
  }

  Expected<void> open_folder() {
    const std::string named = header_.suites.size() == 1 ? header_.suites[0].name : "run";
    header_.id = new_run_id(named);
    header_.command = command_of_merge(arguments_, header_);
    if (!arguments_.run.label.empty()) header_.label = arguments_.run.label;
    folder_ = arguments_.run.out;
    if (!folder_.empty()) return make_run_folder(files_, folder_);
    const auto project = open_project(files_, ".", terminal_);
    if (!project) return failure("say with --out where the run is to be written");
    folder_ = project->reports + "/" + header_.id;
    if (auto made = make_run_folder(files_, folder_); !made) return made;
    return point_latest(files_, project->reports, header_.id);
  }

  Expected<void> take_all_images(const std::vector<ShardLog>& shards) {
    for (const ShardLog& shard : shards) {
      if (auto taken = take_images(files_, shard.folder(), folder_); !taken) return taken;
    }
    return {};
  }

  /// What was written so far is no run: it is taken away, so that the same command can be given again.
  int give_up(const Errors& errors) {
    terminal_.errors(errors);
    if (auto removed = files_.remove(folder_ + "/run.jsonl"); !removed) terminal_.errors(removed.error());
    return exit_code::kIncomplete;
  }

  /// A suite of which nothing ran has nothing to judge.
  void judge(const RunSummary& summary) {
    Gates& gates = reach_->gates;
    std::erase_if(gates.suites, [&](const auto& suite) {
      return std::ranges::find(summary.cells, suite.first, &CellSummary::suite) == summary.cells.end();
    });
    footer_.gates = judge_gates(gates, summary, compared_ ? compared_->compare() : CompareWithBaseline());
    footer_.exit_code = exit_code_of(footer_, summary, false);
  }

  Expected<void> compare() {
    if (!baseline_) return {};
    auto compared = ComparedWithBaseline::read(files_, *baseline_, folder_);
    if (!compared) return tl::unexpected(std::move(compared.error()));
    const Session& session = reach_->session;
    const auto whole = make_plan(session.project, session.suites, {});
    narrow(*baseline_, compared->units(), whole ? units_of(*whole) : std::vector<UnitId>{});
    compared_.emplace(std::move(*compared));
    return {};
  }

  int report(RunWriter& log) {
    auto run = RunReader::open(files_, folder_);
    if (!run) return give_up(run.error());
    const RunSummary summary = summarise(*run);
    if (auto compared = compare(); !compared) return give_up(compared.error());
    judge(summary);
    if (footer_.finished.empty()) footer_.finished = iso_time(SystemClock().wall());
    if (auto finished = log.finish(footer_); !finished) return give_up(finished.error());
    run->set_footer(footer_);
    write_trend({run->header(), footer_, summary, folder_, reach_->session.project.reports}, files_);
    Expected<std::optional<WrittenComparison>> written;
    if (compared_)
      written = write_run_comparison(*compared_, {reach_->gates, footer_.gates, folder_}, files_, terminal_);
    if (!written) terminal_.errors(written.error());
    const auto paths = write_reports(*run, summary, request_.formats, folder_);
    if (!paths) terminal_.errors(paths.error());
    write_github_summary(*run, summary);
    tell_outcome(run->header(), summary, footer_, page_or_all(paths.value_or(std::vector<std::string>{})), terminal_);
    if (written && *written) tell_comparison(**written, terminal_);
    return paths && written ? footer_.exit_code : std::max(footer_.exit_code, exit_code::kIncomplete);
  }

  MergeArguments& arguments_;
  const RunRequest& request_;
  DiskFiles& files_;
  Terminal& terminal_;
  RunHeader header_;
  RunFooter footer_;
  std::optional<GatesInReach> reach_;
  std::optional<Baseline> baseline_;
  std::optional<ComparedWithBaseline> compared_;
  std::string folder_;
};

void tell_missing(const std::vector<std::string>& missing, Terminal& terminal) {
  Errors errors;
  for (const std::string& what : missing) errors.push_back({.message = what});
  terminal.errors(errors);
}

}  // namespace

int merge_runs(MergeArguments& arguments) {
  Terminal terminal(colour_choice(arguments.run.color));
  terminal.quiet = arguments.run.quiet;
  DiskFiles files;
  arguments.run.mode = mode_name(Mode::replay);  // Whatever $SIGHTLINE_MODE says.
  const auto request = read_run_request(arguments.run);
  if (!request) terminal.errors(request.error());
  auto shards = open_shards(files, arguments.runs, terminal);
  if (shards.empty()) return exit_code::kUsage;
  const bool all_read = request && shards.size() == arguments.runs.size();
  const MergeTrouble trouble = check_shards(shards);
  terminal.errors(trouble.refused);
  if (!arguments.partial) tell_missing(trouble.missing, terminal);
  if (!all_read || !trouble.refused.empty()) return exit_code::kUsage;
  if (!trouble.missing.empty() && !arguments.partial) {
    terminal.say(
        "nothing is merged: finish a shard that was cut short with `sightline run --resume FOLDER`, or merge "
        "what is there with --partial");
    return exit_code::kIncomplete;
  }
  return Merge(arguments, *request, files, terminal).run(std::move(shards), trouble.missing);
}

}  // namespace sightline

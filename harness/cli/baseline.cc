#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <sstream>

#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "cli/verb.h"
#include "cli/verb_options.h"
#include "compare/run_figures.h"
#include "compare/run_source.h"
#include "fixture/guarded_files.h"
#include "report/report.h"

namespace sightline {

namespace {

constexpr const char* kHelp = R"(sightline baseline RUN

Writes the project's baseline from a run: a results.json to commit, one unit a line and in a
stable order, so that its diff tells what changed. It goes to the project's `baseline`, or
baselines/main.json; what differs from the baseline before it is said. RUN is a run's folder,
its run.jsonl, or `latest`. A run that is not complete is refused (exit 3), and so are a shard
and a run of which nothing was judged (exit 2).

  --out FILE       where to write it, instead
  --with-times     with dates and latencies too: latency is compared, and each diff is longer
  --partial        take a run that is not complete

Examples:
  sightline baseline latest
  sightline baseline reports/20261120T093000Z-receipts-3f9a --out baselines/nightly.json
)";

struct BaselineArguments {
  std::string run;
  std::string out;
  bool with_times = false;
  bool partial = false;
};

std::string counted_noun(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string why_incomplete(const RunReader& run) {
  if (!run.footer()) return "it was killed, or goes on";
  return join(run.footer()->incomplete_because, ", ");
}

/// How the units of two runs differ; controls count nowhere.
struct Changes {
  std::uint64_t fresh = 0;
  std::uint64_t gone = 0;
  std::uint64_t changed = 0;  ///< Their status.
};

Changes changes_between(const RunFigures& before, const RunFigures& after) {
  std::map<UnitId, Status> old;
  for (const UnitFigures& unit : before.units) {
    if (!unit.is_control) old.emplace(unit.id, unit.status);
  }
  Changes changes;
  std::uint64_t kept = 0;
  for (const UnitFigures& unit : after.units) {
    if (unit.is_control) continue;
    const auto found = old.find(unit.id);
    if (found == old.end()) {
      ++changes.fresh;
    } else {
      ++kept;
      changes.changed += found->second != unit.status;
    }
  }
  changes.gone = old.size() - kept;
  return changes;
}

std::string text_of(const Changes& changes) {
  std::vector<std::string> parts;
  if (changes.fresh > 0) parts.push_back(counted_noun(changes.fresh, "unit") + " new");
  if (changes.gone > 0) parts.push_back(counted_noun(changes.gone, "unit") + " gone");
  if (changes.changed > 0) parts.push_back(counted_noun(changes.changed, "unit") + " with another status");
  return parts.empty() ? "the same units with the same statuses" : join(parts, ", ");
}

class BaselineWriter {
 public:
  BaselineWriter(const BaselineArguments& arguments, const Project& project, Files& files, Terminal& terminal)
      : arguments_(arguments), project_(project), files_(files), terminal_(terminal) {}

  int write(const RunReader& run) {
    const RunSummary summary = summarise(run);
    if (const auto refused = refuse(run, summary)) return *refused;
    const auto figures = read_run_figures(files_, run.folder());
    if (!figures) return fail(figures.error());
    const std::string path = path_to_write();
    const auto before = earlier_figures(path);
    if (!before) return fail(before.error());
    if (auto written = write_file(path, text_of_run(run, summary)); !written) {
      terminal_.errors(written.error());
      return exit_code::kIncomplete;
    }
    tell(path, run, summary, *before, *figures);
    return exit_code::kSuccess;
  }

 private:
  int fail(const Errors& errors) const {
    terminal_.errors(errors);
    return exit_code::kUsage;
  }

  std::optional<int> refuse(const RunReader& run, const RunSummary& summary) const {
    const RunHeader& header = run.header();
    if (header.shard_count > 1) {
      return fail({{.message = fmt::format("the run is shard {} of {}, which is no whole run to compare with",
                                           header.shard_index, header.shard_count)}});
    }
    if (summary.counts.judged() == 0)
      return fail({{.message = "the run judged nothing: there is nothing to compare with"}});
    if (is_complete(run) || arguments_.partial) return std::nullopt;
    terminal_.errors(
        {{.message = fmt::format("the run is not complete ({}); --partial takes it as it is", why_incomplete(run))}});
    return exit_code::kIncomplete;
  }
  static bool is_complete(const RunReader& run) { return run.footer() && run.footer()->complete; }

  std::string path_to_write() const {
    if (!arguments_.out.empty()) return arguments_.out;
    const std::string path = project_.baseline.empty() ? project_.root + "/baselines/main.json" : project_.baseline;
    return std::filesystem::proximate(path).string();
  }

  /// Of what stands at `path`. Errors: it is something else, and is not written over.
  Expected<std::optional<RunFigures>> earlier_figures(const std::string& path) const {
    if (files_.is_directory(path)) return failure({path, {}}, "is a folder; --out names a file");
    if (!files_.is_file(path)) return std::optional<RunFigures>();
    const auto source = run_source(files_, path);
    if (source && source->is_log) return failure({path, {}}, "is the log of a run, which is not written over");
    auto figures = read_run_figures(files_, path);
    if (figures) return std::optional(std::move(*figures));
    Errors errors = std::move(figures.error());
    errors.push_back({.message = "what stands there is no baseline that can be read; take it away, or write elsewhere "
                                 "with --out",
                      .place = {path, {}}});
    return tl::unexpected(std::move(errors));
  }

  std::string text_of_run(const RunReader& run, const RunSummary& summary) const {
    std::ostringstream out;
    if (arguments_.with_times) {
      find_report_format("json")->write(run, summary, out);
    } else {
      write_stable_results_json(run, summary, out);
    }
    return std::move(out).str();
  }

  Expected<void> write_file(const std::string& path, const std::string& text) {
    GuardedFiles guarded(files_, live_secrets(project_));
    const std::string folder = std::filesystem::path(path).parent_path().string();
    if (!folder.empty()) {
      if (auto made = guarded.make_folders(folder); !made) return made;
    }
    return guarded.write_whole(path, text);
  }

  void tell(const std::string& path, const RunReader& run, const RunSummary& summary,
            const std::optional<RunFigures>& before, const RunFigures& after) const {
    const std::string of = std::filesystem::proximate(std::filesystem::weakly_canonical(run.folder())).string();
    terminal_.say(fmt::format("{} holds {} of {}: {} passed of {} judged", path,
                              counted_noun(summary.counts.all(), "unit"), of, summary.counts.passed,
                              summary.counts.judged()));
    if (before) terminal_.say("against the baseline before: " + text_of(changes_between(*before, after)));
    if (arguments_.out.empty() && project_.baseline.empty()) {
      terminal_.say("runs are compared with it where sightline.yaml says `baseline: baselines/main.json`");
    }
    if (!is_complete(run)) {
      terminal_.say(fmt::format("the run is not complete ({}): {} of {} planned results are in it", why_incomplete(run),
                                run.result_count(), run.header().planned_results),
                    Colour::warn);
    }
  }

  const BaselineArguments& arguments_;
  const Project& project_;
  Files& files_;
  Terminal& terminal_;
};

int write_baseline(const BaselineArguments& arguments) {
  Terminal terminal(ColourChoice::automatic);
  DiskFiles files;
  const auto folder = resolve_run(files, arguments.run, terminal);
  if (!folder) return exit_code::kUsage;
  const auto root = files.canonical(".");
  if (!root) return terminal.errors(root.error()), exit_code::kUsage;
  const auto project = open_project(files, *root, terminal);
  if (!project) return exit_code::kUsage;
  const auto run = RunReader::open(files, *folder);
  if (!run) return terminal.errors(run.error()), exit_code::kUsage;
  return BaselineWriter(arguments, *project, files, terminal).write(*run);
}

}  // namespace

Verb baseline_verb() {
  return {.name = "baseline",
          .summary = "writes the project's baseline",
          .help = kHelp,
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<BaselineArguments>();
            options.add("run", a->run).required();
            options.add("--out", a->out);
            options.add_flag("--with-times", a->with_times);
            options.add_flag("--partial", a->partial);
            return [a] { return write_baseline(*a); };
          }};
}

}  // namespace sightline

#include <fmt/format.h>

#include <filesystem>

#include "base/suggest.h"
#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/history_text.h"
#include "cli/session.h"
#include "cli/verb.h"
#include "cli/verb_options.h"
#include "report/verdict.h"

namespace sightline {

namespace {

struct HistoryArguments {
  std::string cases;
  std::string model;
  std::string prompt;
  std::string suite;
  std::int64_t last = 20;
  std::string format = "text";
};

std::optional<std::string> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

Errors wrong_arguments(const HistoryArguments& arguments) {
  const std::vector<std::string> formats{"text", "json", "csv"};
  Errors errors;
  if (std::ranges::find(formats, arguments.format) == formats.end()) {
    errors.push_back(
        {.message = fmt::format("unknown --format {}: text, json or csv{}", sightline::quoted(arguments.format),
                                suggestion(arguments.format, formats))});
  }
  if (arguments.last < 1) {
    errors.push_back({.message = fmt::format("--last {}: how many runs to show, 1 or more", arguments.last)});
  }
  return errors;
}

/// The log of a run as it is now; nothing where it went away meanwhile.
std::optional<RunFile> log_of(const std::string& folder, const std::filesystem::path& path) {
  std::error_code failed;
  const std::uint64_t bytes = std::filesystem::file_size(path, failed);
  if (failed) return std::nullopt;
  const auto modified = std::filesystem::last_write_time(path, failed);
  if (failed) return std::nullopt;
  return RunFile{.folder = folder,
                 .path = path.string(),
                 .bytes = bytes,
                 .modified = static_cast<std::int64_t>(modified.time_since_epoch().count())};
}

/// The runs right beneath the reports folder; `latest` and other links name them once more.
Expected<std::vector<RunFile>> logs_beneath(const Files& files, const std::string& reports) {
  std::vector<RunFile> found;
  if (!files.is_directory(reports)) return found;
  const auto names = files.list(reports);
  if (!names) return tl::unexpected(names.error());
  for (const std::string& name : *names) {
    const std::filesystem::path folder = std::filesystem::path(reports) / name;
    if (std::filesystem::is_symlink(folder) || !files.is_file((folder / "run.jsonl").string())) continue;
    if (auto log = log_of(name, folder / "run.jsonl")) found.push_back(std::move(*log));
  }
  return found;
}

void tell_beside(const History& history, const std::string& reports, Terminal& terminal) {
  for (const std::string& note : history.notes) terminal.say(note);
  terminal.errors(history.warnings);
  if (history.shards > 0) {
    terminal.say(
        fmt::format("{} left out: `sightline merge` makes whole runs of them", counted(history.shards, "shard")));
  }
  if (history.runs.empty()) terminal.say(fmt::format("no runs in {}", sightline::quoted(reports)));
  if (history.earlier > 0) {
    terminal.say(fmt::format("{} not shown; --last sets how many are", counted(history.earlier, "earlier run")));
  }
}

int show_history(const HistoryArguments& arguments) {
  Terminal terminal(ColourChoice::automatic);
  DiskFiles files;
  if (const Errors errors = wrong_arguments(arguments); !errors.empty()) {
    return terminal.errors(errors), exit_code::kUsage;
  }
  const auto project = open_project(files, ".", terminal);
  if (!project) return exit_code::kUsage;
  const std::string reports = std::filesystem::proximate(project->reports).string();
  const auto logs = logs_beneath(files, reports);
  if (!logs) return terminal.errors(logs.error()), exit_code::kUsage;
  const HistoryQuery query{.cases = given(arguments.cases),
                           .model = given(arguments.model),
                           .prompt = given(arguments.prompt),
                           .suite = given(arguments.suite),
                           .last = static_cast<std::size_t>(arguments.last)};
  // Where there is no folder yet, none is made for the index's sake.
  const IndexPlace place{.path = files.is_directory(reports) ? reports + "/.history.sqlite" : ":memory:"};
  const auto history = read_history(files, place, *logs, query);
  if (!history) return terminal.errors(history.error()), exit_code::kUsage;
  tell_beside(*history, reports, terminal);
  const bool of_units = query.cases.has_value();
  if (arguments.format == "json") {
    terminal.print(history_json(*history, of_units));
  } else if (arguments.format == "csv") {
    terminal.print(history_csv(*history, of_units));
  } else {
    terminal.print(history_text(*history));
  }
  return exit_code::kSuccess;
}

}  // namespace

Verb history_verb() {
  return {.name = "history",
          .summary = "tells how runs came out over time",
          .help = R"(sightline history

Tells of each model and prompt how it came out in the runs of the project's reports folder,
oldest first: pass rate with its 95 % interval, score, cost, and the change against the last
full run of the same suites over the same cases, as points and as the units that were lost
and gained. Where there is none, it says why: "suite changed", "other cases". Whether a
change is more than chance, `sightline compare` tells.

  --case PATTERN     units instead: case ids, suite/case or whole unit names; the ones that
                     changed most often first
  --model PATTERN    only these models
  --prompt PATTERN   only these prompts
  --suite PATTERN    suite by suite, only these
  --last N           the last N runs that have any of it [20]
  --format FORMAT    text, json or csv [text]

Patterns take * and ?. Shards are left out until they are merged; runs that were cut short are
shown, and nothing is held against them. What was read lies in .history.sqlite in the reports
folder: an index that is made anew from the runs whenever it is missing or out of date.

Exit code: 0, also where there is no run yet; 2 where a pattern fits nothing in the runs.

Examples:
  sightline history --last 50
  sightline history --case 'receipts/*' --model qwen3-vl-32b
  sightline history --format csv > history.csv
)",
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<HistoryArguments>();
            options.add("--case", a->cases);
            options.add("--model", a->model);
            options.add("--prompt", a->prompt);
            options.add("--suite", a->suite);
            options.add("--last", a->last);
            options.add("--format", a->format);
            return [a] { return show_history(*a); };
          }};
}

}  // namespace sightline

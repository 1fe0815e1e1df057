#include "compare/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <future>

#include "base/text.h"
#include "cli/comparison_files.h"
#include "cli/comparison_screen.h"
#include "cli/exit_code.h"
#include "cli/outcome_options.h"
#include "cli/seed_option.h"
#include "cli/session.h"
#include "cli/verb.h"
#include "cli/verb_options.h"
#include "compare/changes.h"

namespace sightline {

namespace {

struct CompareArguments {
  std::vector<std::string> runs;
  std::string by;
  std::string base;
  std::string candidate;
  CompareOptions options;
  bool no_bootstrap = false;
  std::string formats;
  std::string out;
  bool quiet = false;
  std::string color = "auto";
};

/// Errors: also what is no number.
Expected<void> check_shares(const CompareOptions& options) {
  if (!(options.margin >= 0 && options.margin <= 1)) {
    return failure(fmt::format("--margin {}: a share from 0 to 1; 2 points are 0.02", options.margin));
  }
  if (!(options.confidence >= 0.5 && options.confidence <= 0.9999)) {
    return failure(fmt::format("--confidence {}: a share from 0.5 to 0.9999; 95 % are 0.95", options.confidence));
  }
  return {};
}

/// What the words on the command line cannot mean together.
Expected<void> check_usage(const CompareArguments& a) {
  if (a.runs.empty() || (a.by.empty() && a.runs.size() == 1)) {
    return failure("compare takes two runs, BASE and CANDIDATE, or one with --by model or --by prompt");
  }
  if (!a.by.empty() && a.runs.size() == 2) {
    return failure(fmt::format("--by {} compares parts of one run, and here are two", a.by));
  }
  if (a.by.empty() && !(a.base.empty() && a.candidate.empty())) {
    return failure("--base and --candidate name models or prompts of one run: they stand beside --by");
  }
  return check_shares(a.options);
}

std::vector<std::string> names_in(const RunFigures& run, std::string UnitId::*part) {
  std::vector<std::string> names;
  for (const UnitFigures& unit : run.units) {
    if (unit.is_control || std::ranges::find(names, unit.id.*part) != names.end()) continue;
    names.push_back(unit.id.*part);
  }
  return names;
}

struct TwoNames {
  std::string base;
  std::string candidate;
};

/// The names that were given; of a run with exactly two, those left out follow.
Expected<TwoNames> two_names(const CompareArguments& a, const std::vector<std::string>& names) {
  if (!a.base.empty() && !a.candidate.empty()) return TwoNames{a.base, a.candidate};
  if (names.size() < 2) {
    return failure(fmt::format("the run has a single {}, {}: there is nothing to compare it with", a.by,
                               quoted(join(names, ", "))));
  }
  if (names.size() > 2) {
    return failure(fmt::format("the run has {} {}s: name two of them with --base and --candidate ({})", names.size(),
                               a.by, join(names, ", ")));
  }
  if (!a.base.empty()) return TwoNames{a.base, a.base == names[0] ? names[1] : names[0]};
  if (!a.candidate.empty()) return TwoNames{a.candidate == names[0] ? names[1] : names[0], a.candidate};
  return TwoNames{names[0], names[1]};
}

/// The figures of the run at `path`, under the name that its reader knows.
Expected<RunFigures> figures_of(const Files& files, const std::string& path, const std::string& name) {
  auto run = read_run_figures(files, path);
  if (run) run->path = name;
  return run;
}

/// A comparison with the runs that it is of.
struct Compared {
  std::vector<RunFigures> runs;  ///< Base and candidate; one where both are of it.
  Comparison comparison;
};

Expected<Compared> with_runs(Expected<Comparison> comparison, std::vector<RunFigures> runs) {
  if (!comparison) return tl::unexpected(std::move(comparison.error()));
  return Compared{.runs = std::move(runs), .comparison = std::move(*comparison)};
}

Expected<Compared> compare_within(const CompareArguments& a, const Files& files, const std::string& path) {
  auto run = figures_of(files, path, a.runs[0]);
  if (!run) return tl::unexpected(run.error());
  const bool by_model = a.by == "model";
  const auto names = two_names(a, names_in(*run, by_model ? &UnitId::model : &UnitId::prompt));
  if (!names) return tl::unexpected(names.error());
  auto comparison = (by_model ? compare_models : compare_prompts)(*run, names->base, names->candidate, a.options);
  std::vector<RunFigures> runs;
  runs.push_back(std::move(*run));
  return with_runs(std::move(comparison), std::move(runs));
}

Expected<Compared> compare_two(const CompareArguments& a, const Files& files, const std::vector<std::string>& paths) {
  auto reading = std::async(std::launch::async, [&] { return figures_of(files, paths[0], a.runs[0]); });
  auto candidate = figures_of(files, paths[1], a.runs[1]);
  auto base = reading.get();
  if (!base) return tl::unexpected(base.error());
  if (!candidate) return tl::unexpected(candidate.error());
  auto comparison = compare_runs(*base, *candidate, a.options);
  std::vector<RunFigures> runs;
  runs.push_back(std::move(*base));
  runs.push_back(std::move(*candidate));
  return with_runs(std::move(comparison), std::move(runs));
}

/// Whether files in the folder `out` lie beside the images of the run at `path`.
bool is_folder_of(const std::string& out, const std::string& path) {
  std::error_code unknown;
  const std::filesystem::path run = std::filesystem::is_directory(path, unknown)
                                        ? std::filesystem::path(path)
                                        : std::filesystem::path(path).parent_path();
  return std::filesystem::equivalent(out.empty() ? "." : out, run.empty() ? "." : run, unknown);
}

/// Answers beside what changed, then the files. Gives their paths.
Expected<std::vector<std::string>> write_all(Compared& compared, const CompareArguments& a,
                                             const std::vector<std::string>& paths,
                                             const std::vector<const ComparisonFormat*>& formats, Files& files) {
  const std::string out = a.out.empty() ? "." : a.out;
  if (auto added = add_answers(compared.comparison, files, paths.front(), paths.back()); !added) {
    return tl::unexpected(added.error());
  }
  const ComparedRuns runs{.files = &files,
                          .base = {.figures = &compared.runs.front(), .path = paths.front()},
                          .candidate = {.figures = &compared.runs.back(), .path = paths.back()},
                          .beside_candidate = is_folder_of(out, paths.back())};
  return write_comparison(compared.comparison, runs, formats, out, files);
}

/// The paths of the runs; what is wrong with them has been said where there is nothing.
std::optional<std::vector<std::string>> resolved(const CompareArguments& a, const Files& files, Terminal& terminal) {
  std::vector<std::string> paths;
  for (const std::string& run : a.runs) {
    auto path = resolve_results(files, run, terminal);
    if (!path) return std::nullopt;
    paths.push_back(std::move(*path));
  }
  return paths;
}

void show(const Comparison& comparison, bool only_the_sentence, Terminal& terminal) {
  for (const ScreenLine& line : comparison_screen(comparison)) {
    terminal.show(line.text, line.colour);
    if (only_the_sentence) return;
  }
}

int compare(CompareArguments a) {
  Terminal terminal(colour_choice(a.color));
  a.options.bootstrap = !a.no_bootstrap;
  if (const auto usage = check_usage(a); !usage) return terminal.errors(usage.error()), exit_code::kUsage;
  const auto formats = comparison_formats_for(a.formats, a.out);
  if (!formats) return terminal.errors(formats.error()), exit_code::kUsage;
  DiskFiles files;
  const auto paths = resolved(a, files, terminal);
  if (!paths) return exit_code::kUsage;
  auto compared = a.by.empty() ? compare_two(a, files, *paths) : compare_within(a, files, paths->front());
  if (!compared) return terminal.errors(compared.error()), exit_code::kUsage;
  show(compared->comparison, a.quiet, terminal);
  if (formats->empty()) return exit_code::kSuccess;
  const auto written = write_all(*compared, a, *paths, *formats, files);
  if (!written) return terminal.errors(written.error()), exit_code::kIncomplete;
  for (const std::string& path : *written) terminal.say("wrote " + path, Colour::quiet);
  return exit_code::kSuccess;
}

}  // namespace

Verb compare_verb() {
  return {.name = "compare",
          .summary = "tells whether one run, model or prompt is worse than another",
          .help = R"(sightline compare BASE CANDIDATE
sightline compare RUN --by model|prompt

Joins two runs by suite, case, prompt and model, and says what became worse or better, what
does not differ by more than the margin, and where that cannot be told yet: then how many
more cases it takes. Cases that share an image (or a `cluster:`) count as one piece of
evidence. A run is its folder, its run.jsonl, a results.json, or `latest`.

  --by model|prompt   compare two models, or two prompts, of one run
  --base NAME         which of them is the base; with two in the run, the first
  --candidate NAME    which is the candidate; with two in the run, the other
  --margin M          a smaller difference of rates and scores is none [0.02]
  --confidence C      of intervals and findings [0.95]
  --seed N            of the bootstrap [12345]
  --resamples N       of the bootstrap [10000, or 2000 with more than 20,000 clusters]
  --no-bootstrap      leave it out; metrics that are no mean then have no interval
  --out DIR           write the comparison's files there [the current folder]
  --format LIST       json,md,html,junit; --out alone writes all of them
  --quiet             print the one sentence that says it
  --color WHEN        auto, always, never [auto]

It exits with 0 once it could compare, whatever it found; gates judge runs.

Examples:
  sightline compare reports/main latest
  sightline compare baseline.json latest --out comparison --format html,md
  sightline compare latest --by model --base small --candidate large
)",
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<CompareArguments>();
            options.add("runs", a->runs).values(0, 2);
            options.add("--by", a->by).one_of({"model", "prompt"});
            options.add("--base", a->base);
            options.add("--candidate", a->candidate);
            options.add("--margin", a->options.margin);
            options.add("--confidence", a->options.confidence);
            add_seed_option(options, a->options.seed);
            options.add("--resamples", a->options.resamples).between(100, 1'000'000);
            options.add_flag("--no-bootstrap", a->no_bootstrap);
            options.add("--out", a->out);
            options.add("--format", a->formats);
            options.add_flag("--quiet", a->quiet);
            add_color_option(options, a->color);
            return [a] { return compare(*a); };
          }};
}

}  // namespace sightline
